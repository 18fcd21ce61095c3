// Every custom element, by name. Pages work without any of them; each only makes something easier.
import { Autosave } from "./elements/h-autosave.js";
import { Carry } from "./elements/h-carry.js";
import { Captions } from "./elements/h-captions.js";
import { Copy } from "./elements/h-copy.js";
import { Derive } from "./elements/h-derive.js";
import { Desk } from "./elements/h-desk.js";
import { Dialog } from "./elements/h-dialog.js";
import { Findings } from "./elements/h-findings.js";
import { Live } from "./elements/h-live.js";
import { Offline } from "./elements/h-offline.js";
import { Passkey } from "./elements/h-passkey.js";
import { Player } from "./elements/h-player.js";
import { Preview } from "./elements/h-preview.js";
import { Print } from "./elements/h-print.js";
import { QuickExit } from "./elements/h-quick-exit.js";
import { Tabs } from "./elements/h-tabs.js";
import { Theme } from "./elements/h-theme.js";
import { Upload } from "./elements/h-upload.js";
import { Voice } from "./elements/h-voice.js";
import { openForPrint } from "./lib/print.js";

const elements = {
  "h-quick-exit": QuickExit,
  "h-autosave": Autosave,
  "h-carry": Carry,
  "h-captions": Captions,
  "h-copy": Copy,
  "h-derive": Derive,
  "h-desk": Desk,
  "h-dialog": Dialog,
  "h-findings": Findings,
  "h-live": Live,
  "h-offline": Offline,
  "h-passkey": Passkey,
  "h-player": Player,
  "h-preview": Preview,
  "h-print": Print,
  "h-tabs": Tabs,
  "h-theme": Theme,
  "h-upload": Upload,
  "h-voice": Voice,
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

openForPrint();
