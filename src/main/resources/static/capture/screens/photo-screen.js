import { Screen } from './screen.js';

/** A screen that shows a photo, and forgets it when it leaves. Input: `jpeg`. */
export class PhotoScreen extends Screen {

  render() {
    const url = URL.createObjectURL(this.input.jpeg);
    this.at('still').src = url;
    this.signal.addEventListener('abort', () => URL.revokeObjectURL(url));
  }

}
