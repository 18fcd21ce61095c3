// Watching without the picture: the same moment and speed, for a line that is too thin for a video (R53).
import { button } from "./play.js";

/** A button that changes between the video and its sound. link: to the sound; it is for browsers without scripts. */
export function soundOnly(media, link, say) {
  const made = button("Sound only", () => {
    const on = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", String(on));
    exchange(media, on ? link.href : "");
    say(on ? "Sound only" : "With the picture");
  });
  made.setAttribute("aria-pressed", "false");
  link.parentElement.hidden = true;
  return made;
}

/** Play another file from the same moment on; "" is the video itself. */
function exchange(media, address) {
  const { currentTime, paused, playbackRate } = media;
  if (address) media.src = address;
  else media.removeAttribute("src");
  media.addEventListener(
    "loadedmetadata",
    () => {
      Object.assign(media, { currentTime, playbackRate });
      if (!paused) media.play().catch(() => {});
    },
    { once: true },
  );
  media.load();
}
