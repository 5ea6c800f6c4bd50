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

/** The oval that the face is to fill, in shares of the picture. */
export const OVAL = { x: 0.5, y: 0.46, width: 206 / 300, height: 276 / 400 };

/** From crown to chin, in heights from forehead to chin as the server measures them: the eyes are halfway. */
export const HEAD_TO_FACE = 1.4;

/** How far the eyes are above the middle of the face, in heights of the face. */
const EYES_ABOVE_MIDDLE = 0.22;

/** ISO/IEC 39794-5 wants a head of 0.6 to 0.9 of the picture, and the eyes 0.3 to 0.5 below the upper edge. */
const HEAD_SHARE = 0.65;

const EYES_BELOW_EDGE = 0.45;

const LONG_SIDE_PX = 1280;

const JPEG_QUALITY = 0.92;

/** Size and quality of the frames for guidance: about 10 KB each. */
const FRAME_LONG_SIDE_PX = 320;

const FRAME_QUALITY = 0.7;

/** Size of a still that is looked at before it is sent: enough to tell a blur. */
const CHECKED_LONG_SIDE_PX = 640;

/** A camera that was granted and shows nothing for so long is in use by another program. */
const START_LIMIT_MS = 15000;

/**
 * <selfie-camera> - shows the front camera like a mirror and takes one still picture.
 *
 * Knows nothing about links, uploads or quality: it hands over a JPEG and gets out of the way. The still is what is
 * seen around the oval, not mirrored; what the camera sees beside it never leaves the element. The camera is released by
 * `stop()`, when the element leaves the page, and while the page is hidden, after which it comes back by itself.
 *
 * Methods: `start()`, `stop()`, `takePicture()`, `frame()`, `brightness()`.
 * Attribute `data-advice`: `good` or `change`, for the colour of the oval; custom property `--share` of how long it
 * has been good, from 0 to 1.
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
  #starting = null;
  #canvas = document.createElement('canvas');

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
    this.replaceChildren(this.#video, oval());
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

  /**
   * Takes the still; the answer is an event. Does nothing while the camera is not playing.
   *
   * @param {{ x: number, y: number, height: number } | null} face middle and height of the face, forehead to chin, in
   * shares of what is seen; the still then shows head and shoulders only
   */
  async takePicture(face = null) {
    const canvas = document.createElement('canvas');
    if (!this.#draw(canvas, LONG_SIDE_PX, headAndShoulders(face))) {
      return;
    }
    const jpeg = await encoded(canvas, JPEG_QUALITY);
    if (jpeg) {
      this.#tell('picture', { jpeg, widthPx: canvas.width, heightPx: canvas.height });
    } else {
      this.#fail('unsupported');
    }
  }

  /**
   * A small picture of what is seen now; null while the camera is not playing.
   *
   * @returns {Promise<{ jpeg: Blob, enlargement: number } | null>} `enlargement` is the width of a still to that of
   * the frame
   */
  async frame() {
    const stillWidth = this.#draw(this.#canvas, FRAME_LONG_SIDE_PX);
    if (!stillWidth) {
      return null;
    }
    const jpeg = await encoded(this.#canvas, FRAME_QUALITY);
    return jpeg && { jpeg, enlargement: stillWidth / this.#canvas.width };
  }

  /** Mean brightness of the last frame, from 0 to 255; 255 before there was one. */
  brightness() {
    const { width, height } = this.#canvas;
    const context = this.#canvas.getContext('2d');
    if (!this.#stream || !width) {
      return 255;
    }
    const { data } = context.getImageData(0, 0, width, height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 16) {
      sum += 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
    }
    return sum / (data.length / 16);
  }

  /**
   * Draws what is seen, no larger than it is.
   *
   * @returns {number} width of the still that would be taken now, in pixels; 0 while the camera is not playing
   */
  #draw(canvas, longSidePx, part = headAndShoulders(null)) {
    const { videoWidth, videoHeight } = this.#video;
    if (!this.#stream || !videoWidth) {
      return 0;
    }
    const width = Math.min(videoWidth, videoHeight * SHAPE);
    const height = Math.min(videoHeight, videoWidth / SHAPE);
    const scale = Math.min(1, longSidePx / (height * part.size));
    canvas.width = Math.round(width * part.size * scale);
    canvas.height = Math.round(height * part.size * scale);
    canvas.getContext('2d').drawImage(this.#video, (videoWidth - width) / 2 + width * part.x,
      (videoHeight - height) / 2 + height * part.y, width * part.size, height * part.size,
      0, 0, canvas.width, canvas.height);
    return Math.round(width * Math.min(1, LONG_SIDE_PX / height));
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
      this.#starting = setTimeout(() => this.#fail('busy'), START_LIMIT_MS);
      // Not told of our own stop(): only of a camera that was unplugged or taken away
      stream.getVideoTracks()[0].addEventListener('ended', () => this.#fail('busy'), { once: true });
      this.#video.srcObject = stream;
      await this.#video.play();
      if (turn === this.#turn) {
        clearTimeout(this.#starting);
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
    clearTimeout(this.#starting);
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

/**
 * The picture in a file, upright and no larger than a still of the camera, as a JPEG that carries nothing else.
 *
 * @param {File} file what the camera app of the phone made
 * @returns {Promise<Blob | null>} null if this browser cannot read it
 */
export async function stillOf(file) {
  try {
    return (await reduced(file, LONG_SIDE_PX)).jpeg;
  } catch {
    return null;
  }
}

/**
 * A still as a frame that can be judged before it is sent.
 *
 * @param {Blob} still
 * @returns {Promise<{ jpeg: Blob, enlargement: number }>}
 */
export function frameOf(still) {
  return reduced(still, CHECKED_LONG_SIDE_PX);
}

async function reduced(file, longSidePx) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longSidePx / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const enlargement = picture.width / canvas.width;
  picture.close();
  return { jpeg: await encoded(canvas, JPEG_QUALITY), enlargement };
}

/** The part of what is seen that a photo shows, in shares: as much as there is, where the camera is too close for it. */
function headAndShoulders(face) {
  if (!face) {
    return { x: 0, y: 0, size: 1 };
  }
  const size = Math.min(1, face.height * HEAD_TO_FACE / HEAD_SHARE);
  const within = (start) => Math.max(0, Math.min(1 - size, start));
  const eyes = face.y - face.height * EYES_ABOVE_MIDDLE;
  return { x: within(face.x - size / 2), y: within(eyes - size * EYES_BELOW_EDGE), size };
}

function encoded(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

/** What lies outside is dimmed; the ring fills, from the top to the right, while everything is good. */
function oval() {
  const svg = svgElement('svg', { class: 'oval', viewBox: '0 0 300 400', 'aria-hidden': 'true', focusable: 'false' });
  svg.append(
    svgElement('path', {
      class: 'oval-outside',
      d: 'M0 0h300v400H0zM150 46a103 138 0 0 0 0 276 103 138 0 0 0 0-276z',
    }),
    svgElement('ellipse', { class: 'oval-line', cx: 150, cy: 184, rx: 103, ry: 138 }),
    svgElement('path', { class: 'oval-share', d: 'M150 46a103 138 0 0 1 0 276 103 138 0 0 1 0-276z', pathLength: 1 }),
  );
  return svg;
}

function svgElement(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
  return element;
}

function stopTracks(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

customElements.define('selfie-camera', SelfieCamera);
