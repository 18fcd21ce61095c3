// Listening to what will be sent, from the very bytes that will be sent. It needs no address, so the policy stays strict.

export class Hearing {
  /** Resolves when it has been heard to its end, or was stopped. Rejects when this browser can't play it. */
  async play(file) {
    this.stop();
    const context = (this.context = new AudioContext());
    try {
      const buffer = await context.decodeAudioData(await file.arrayBuffer());
      if (context.state === "closed") return;
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      const heard = new Promise((resolve) => {
        source.addEventListener("ended", resolve);
        this.quiet = resolve;
      });
      source.start();
      await heard;
    } finally {
      if (context.state !== "closed") context.close();
    }
  }

  stop() {
    this.quiet?.();
    if (this.context && this.context.state !== "closed") this.context.close();
  }
}
