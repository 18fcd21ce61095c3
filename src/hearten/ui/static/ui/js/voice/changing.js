// A voice made lower or higher before it reaches the recorder, and the proof that this browser can do it.

export const VOICES = [
  { label: "As it is", semitones: 0, said: "" },
  { label: "Lower", semitones: -4, said: ", with a lower voice" },
  { label: "Higher", semitones: 4, said: ", with a higher voice" },
];

/** The part that changes a voice, for one context. address: of shift.js. Rejects when it can't be loaded. */
export async function changer(context, address, semitones) {
  await context.audioWorklet.addModule(address);
  return new AudioWorkletNode(context, "voice-shift", {
    outputChannelCount: [1],
    channelCount: 1,
    channelCountMode: "explicit",
    processorOptions: { ratio: pitch(semitones) },
  });
}

/** Whether a tone really comes out changed here. Nobody may be offered what would leave their voice as it is. */
export async function canChange(address) {
  try {
    for (const { semitones } of VOICES.filter((voice) => voice.semitones)) {
      const heard = waves(await tone(address, semitones));
      if (Math.abs(heard / (TONE * pitch(semitones)) - 1) > 0.05) return false;
    }
    return true;
  } catch {
    return false;
  }
}

const RATE = 48000;
const TONE = 200; // Hz: about a voice

function pitch(semitones) {
  return 2 ** (semitones / 12);
}

/** Half a second of a tone, after the change, without its first tenth; nothing is heard. */
async function tone(address, semitones) {
  const context = new OfflineAudioContext(1, RATE / 2, RATE);
  const source = new OscillatorNode(context, { frequency: TONE });
  source.connect(await changer(context, address, semitones)).connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0).subarray(RATE / 10);
}

/** Waves in a second: how often the sound rises through silence. */
function waves(sound) {
  let count = 0;
  for (let place = 1; place < sound.length; place += 1) count += sound[place - 1] < 0 && sound[place] >= 0;
  return (count * RATE) / sound.length;
}
