// The live camera: a video element between canvas and mirror, in the rectangle that the application asks for. Loaded when it is first
// wanted. Frames are given one by one, when asked, as the picture is then; what the camera shows in between is never touched.
// Nothing is kept here. Guarantee: the tracks are stopped the moment the application closes it, the tab is hidden or the camera ends.
import type { CameraFailed, CameraOpened, CodeRead, FrameTaken, LookForCode, OpenCamera, PhotoPicked, PickCancelled, ShowViewfinder, SteerCamera, TakePicture } from './messages';

type Post = (message: CameraOpened | CameraFailed | CodeRead | FrameTaken | PhotoPicked | PickCancelled, transfer?: Transferable[]) => void;

// What browsers with a torch or a zoom add to the standard's types.
interface Capabilities extends MediaTrackCapabilities {
  torch?: boolean;
  zoom?: { min: number; max: number };
}
interface StillCamera {
  takePhoto(): Promise<Blob>;
}
interface CodeReader {
  detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => CodeReader;
    ImageCapture?: new (track: MediaStreamTrack) => StillCamera;
  }
}

const kLeastBetweenFrames_ms = 250; // a slow phone keeps its fingers
// Some browsers show a camera's zoom only to pages that asked for it; others do not know the word and pass over it.
const kAskZoom = { zoom: true };
const kMostRefused = 20; // 5 seconds
const kPictureWait_ms = 1_000;
const kStillTimeout_ms = 5_000; // some cameras never answer
const kFailures: Readonly<Record<string, string>> = {
  NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'absent', OverconstrainedError: 'absent', NotReadableError: 'busy', AbortError: 'busy',
};

const after = (delay_ms: number): Promise<void> => new Promise((done) => setTimeout(done, delay_ms));

export class Camera {
  private readonly video = document.createElement('video');
  private stream: MediaStream | null = null;
  private ticket = 0; // of the opening that counts; 0: closed
  private lastFrame_ms = 0;
  private newer: Promise<void> = Promise.resolve(); // a picture than the one that was given last

  constructor(stage: HTMLElement, before: Element, private readonly post: Post) {
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.disablePictureInPicture = true;
    this.video.setAttribute('aria-hidden', 'true'); // the mirror has a node for it
    this.video.hidden = true;
    stage.insertBefore(this.video, before);
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.close(); });
  }

  async open({ ticket }: OpenCamera | LookForCode): Promise<void> {
    this.close();
    if (document.hidden) return; // the application hears of it too and asks again
    this.ticket = ticket;
    this.newer = Promise.resolve();
    try {
      if (!navigator.mediaDevices) throw new DOMException('', isSecureContext ? 'NotFoundError' : 'insecure');
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 }, ...kAskZoom },
      });
      if (this.ticket !== ticket) return stop(stream);
      this.stream = stream;
      const track = this.track as MediaStreamTrack;
      track.addEventListener('ended', () => { if (this.ticket === ticket) this.fail('ended'); });
      this.video.srcObject = stream;
      await this.video.play();
      if (this.ticket !== ticket) return;
      this.video.hidden = false;
      const { torch, zoom } = (track.getCapabilities?.() ?? {}) as Capabilities;
      const now = (track.getSettings() as { zoom?: number }).zoom ?? 1;
      this.post({ type: 'camera_opened', ticket, torch: torch === true, zoom_least: zoom?.min ?? 1, zoom_most: zoom?.max ?? 0, zoom: now });
    } catch (problem) {
      if (this.ticket !== ticket) return;
      const name = problem instanceof DOMException ? problem.name : '';
      this.fail(name === 'insecure' ? name : kFailures[name] ?? 'failed');
    }
  }

  /** Opens the camera and looks for a QR code until it has read one (Barcode Detection API, where the browser has it). */
  async look(asked: LookForCode): Promise<void> {
    await this.open(asked);
    const reader = window.BarcodeDetector ? new window.BarcodeDetector({ formats: ['qr_code'] }) : null;
    let refused = 0; // one after the other: a video that has no picture yet is refused too
    while (this.ticket === asked.ticket) {
      const seen = await reader?.detect(this.video).catch(() => null);
      if (this.ticket !== asked.ticket) return;
      if (seen?.[0]?.rawValue) return this.post({ type: 'code_read', ticket: asked.ticket, value: seen[0].rawValue });
      refused = seen ? 0 : refused + 1;
      if (refused > kMostRefused) return this.fail('failed');
      await after(kLeastBetweenFrames_ms);
    }
  }

  close(): void {
    this.ticket = 0;
    if (this.stream) stop(this.stream);
    this.stream = null;
    this.video.srcObject = null;
    this.video.hidden = true;
  }

  show({ x_px, y_px, width_px, height_px }: ShowViewfinder): void {
    const { style } = this.video;
    style.left = `${x_px}px`;
    style.top = `${y_px}px`;
    style.width = `${width_px}px`;
    style.height = `${height_px}px`;
  }

  /** Answered when there is a picture newer than the last frame, and not before a quarter of a second after it. */
  async giveFrame(frame: number): Promise<void> {
    const opening = this.ticket;
    while (opening !== 0 && opening === this.ticket) {
      await after(Math.max(0, this.lastFrame_ms + kLeastBetweenFrames_ms - performance.now()));
      if (opening !== this.ticket) return;
      this.lastFrame_ms = performance.now();
      if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
      // A camera that stands still would agree with itself.
      if (!(await Promise.race([this.newer.then(() => true), after(kPictureWait_ms).then(() => false)]))) continue;
      if (opening !== this.ticket) return;
      this.newer = this.nextPicture();
      const picture = await createImageBitmap(this.video).catch(() => null);
      if (!picture) continue;
      if (opening !== this.ticket) return picture.close();
      return this.post({ type: 'frame_taken', ticket: frame, picture }, [picture]);
    }
  }

  async steer({ torch, zoom }: SteerCamera): Promise<void> {
    const offered = (this.track?.getCapabilities?.() ?? {}) as Capabilities;
    const wanted: Record<string, unknown>[] = [];
    if (offered.torch) wanted.push({ torch });
    if (offered.zoom) wanted.push({ zoom });
    await this.track?.applyConstraints({ advanced: wanted as MediaTrackConstraintSet[] }).catch(() => undefined); // it stays as it is
  }

  async take({ ticket, slot }: TakePicture): Promise<void> {
    const still = (await this.still().catch(() => null)) ?? (await this.shown().catch(() => null));
    if (!still || still.size === 0) return this.post({ type: 'pick_cancelled', ticket });
    const file = new File([still], `camera.${still.type === 'image/png' ? 'png' : 'jpg'}`, { type: still.type });
    this.post({ type: 'photo_picked', ticket, slot, name: file.name, size_bytes: file.size, file, key: crypto.randomUUID() });
  }

  private get track(): MediaStreamTrack | undefined {
    return this.stream?.getVideoTracks()[0];
  }

  private fail(code: string): void {
    const { ticket } = this;
    this.close();
    this.post({ type: 'camera_failed', ticket, code });
  }

  // Resolves when the camera shows another picture than now; at once where the browser does not say.
  private nextPicture(): Promise<void> {
    const { video } = this;
    return new Promise((done) => {
      if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(() => done());
      else done();
    });
  }

  // At the sensor's full resolution, where the browser can.
  private async still(): Promise<Blob | null> {
    const { track } = this;
    if (!track || !window.ImageCapture) return null;
    return Promise.race([new window.ImageCapture(track).takePhoto(), after(kStillTimeout_ms).then(() => null)]);
  }

  private async shown(): Promise<Blob | null> {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth === 0) return null;
    const canvas = new OffscreenCanvas(videoWidth, videoHeight);
    canvas.getContext('2d')?.drawImage(this.video, 0, 0);
    return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
