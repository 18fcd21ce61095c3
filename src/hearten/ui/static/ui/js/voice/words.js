// What the recorder says. One sentence says what is so, the next what to do.

const FILE = "You can also record with your device’s own recorder and choose the file here.";

/** "2 min 10 s"; seconds are whole. */
export function lasting(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""].filter(Boolean).join(" ");
}

/** seconds: that were recorded. said: how the voice was changed. */
export function recorded(seconds, said) {
  return `Recorded: ${lasting(seconds)}${said}. It is only on this page until you send it. If you leave the page, it is gone.`;
}

/** Why it stopped by itself. */
export function over(longest) {
  return `${lasting(longest)} is the most, so the recording stopped by itself.`;
}

/** Why the microphone can't be used, by the name of what went wrong. */
export function refused(name) {
  if (name === "NotAllowedError") return `This page may not use the microphone. You can allow it in your browser’s settings. ${FILE}`;
  if (name === "NotFoundError") return `No microphone was found. ${FILE}`;
  return `The microphone can’t be used right now. Something else may be using it. ${FILE}`;
}

export const ASKING = "Your browser may ask whether this page may use the microphone.";
export const AWAY = "This page was not in front any more, so the recording stopped.";
export const BROKEN = "Your voice could not be changed, so nothing was kept. Press Record to try again.";
export const CANNOT = "This browser can’t record here. You can record with your device’s own recorder and choose the file.";
export const CHANGE =
  "A changed voice is harder to recognise. It does not hide who you are: how you speak stays the same, and somebody skilled can turn it back.";
export const CHOSEN = "The file you chose is sent as it is. The voice in it is not changed.";
export const GONE = "Deleted. Press Record when you are ready.";
export const MUTE = "This browser can’t play it here. It can be sent all the same.";
export const NO_CHANGE = "This browser can’t change your voice. It is sent as it is.";
export const NOTHING = "Nothing was recorded. Press Record to try again.";
export const OFF = "The microphone was switched off, so the recording stopped.";
export const PLAYING = "Playing what will be sent.";
export const STILL = "The recording has stopped. Listen to it if you like, then send.";
