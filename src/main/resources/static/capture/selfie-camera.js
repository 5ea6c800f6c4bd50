const REASONS = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Width to height of the picture, as it is shown and as it is taken. */
const SHAPE = 3 / 4;

const LONG_SIDE_PX = 1280;

const JPEG_QUALITY = 0.92;

/**
 * <selfie-camera> - shows the front camera like a mirror and takes one still picture.
 *
 * Knows nothing about links, uploads or quality: it hands over a JPEG and gets out of the way. The still is exactly
 * what is seen, not mirrored; what the camera sees beside it never leaves the element. The camera is released by
 * `stop()`, when the element leaves the page, and while the page is hidden, after which it comes back by itself.
 *
 * Methods: `start()`, `stop()`, `takePicture()`.
 *
 * @event selfie-camera:ready - the video is playing
 * @event selfie-camera:paused - the page was hidden; ready follows when it is back
 * @event selfie-camera:picture - detail: { jpeg: Blob, widthPx: number, heightPx: number }
 * @event selfie-camera:unavailable - detail: { reason: 'denied' | 'missing' | 'busy' | 'unsupported' }
 */
class SelfieCamera extends HTMLElement {

  #video = null;
  #stream = null;
  #wanted = false;

  /** Counts starts and stops, so that a camera granted too late is given back. */
  #turn = 0;

  #onVisibility = () => {
    if (document.hidden && this.#wanted) {
      this.#release();
      this.#tell('paused');
    } else if (!document.hidden && this.#wanted) {
      this.#acquire();
    }
  };

  #onPageHide = () => this.stop();

  connectedCallback() {
    this.#video = document.createElement('video');
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.disablePictureInPicture = true;
    const oval = document.createElement('span');
    oval.className = 'oval';
    this.replaceChildren(this.#video, oval);
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('pagehide', this.#onPageHide);
  }

  disconnectedCallback() {
    this.stop();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('pagehide', this.#onPageHide);
  }

  /** Asks for the camera and shows it. Calling it again while it is on changes nothing. */
  async start() {
    if (!this.#wanted) {
      this.#wanted = true;
      await this.#acquire();
    }
  }

  /** Switches the camera off. */
  stop() {
    this.#wanted = false;
    this.#release();
  }

  /** Takes the still; the answer is an event. Does nothing while the camera is not playing. */
  takePicture() {
    if (!this.#stream || !this.#video.videoWidth) {
      return;
    }
    const { videoWidth, videoHeight } = this.#video;
    const cropWidth = Math.min(videoWidth, videoHeight * SHAPE);
    const cropHeight = Math.min(videoHeight, videoWidth / SHAPE);
    const scale = Math.min(1, LONG_SIDE_PX / Math.max(cropWidth, cropHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(cropWidth * scale);
    canvas.height = Math.round(cropHeight * scale);
    canvas.getContext('2d').drawImage(this.#video, (videoWidth - cropWidth) / 2, (videoHeight - cropHeight) / 2,
      cropWidth, cropHeight, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((jpeg) => {
      if (jpeg) {
        this.#tell('picture', { jpeg, widthPx: canvas.width, heightPx: canvas.height });
      } else {
        this.#fail('unsupported');
      }
    }, 'image/jpeg', JPEG_QUALITY);
  }

  async #acquire() {
    this.#release();
    const turn = this.#turn;
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#fail('unsupported');
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 } },
        audio: false,
      });
      if (turn !== this.#turn) {
        stopTracks(stream);
        return;
      }
      this.#stream = stream;
      // Not told of our own stop(): only of a camera that was unplugged or taken away
      stream.getVideoTracks()[0].addEventListener('ended', () => this.#fail('busy'), { once: true });
      this.#video.srcObject = stream;
      await this.#video.play();
      if (turn === this.#turn) {
        this.#tell('ready');
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.#fail(REASONS[error.name] ?? 'unsupported');
      }
    }
  }

  #release() {
    this.#turn++;
    stopTracks(this.#stream);
    this.#stream = null;
    if (this.#video) {
      this.#video.srcObject = null;
    }
  }

  #fail(reason) {
    this.stop();
    this.#tell('unavailable', { reason });
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`selfie-camera:${what}`, { bubbles: true, detail }));
  }

}

function stopTracks(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

customElements.define('selfie-camera', SelfieCamera);
