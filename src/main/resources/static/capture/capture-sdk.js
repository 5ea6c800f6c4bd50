/**
 * Shows the capture page of Selfie Registration inside of another page, or in a tab of its own, and tells how it ends.
 *
 *   <script src="https://selfie.example/capture/capture-sdk.js"></script>
 *   const capture = SelfieCapture.open({
 *     url: captureUrl,               // as the API gave it
 *     application: 'my-bank',        // whose settings list the origin of this page under sdk_origins
 *     container: document.querySelector('#selfie'),   // without one, a tab is opened: call it from a click
 *     title: 'Take a selfie',        // of the frame, for screen readers
 *     onReady() {}, onCompleted() {}, onEnded(code) {},
 *   });
 *   capture.close();
 *
 * `onCompleted` says what the person has seen; whether it is true, the server says: by its result, not by this page.
 */
window.SelfieCapture = (() => {
  const { origin } = new URL(document.currentScript.src);

  function open({ url, application, container = null, title = '', onReady, onCompleted, onEnded }) {
    const address = new URL(url);
    if (address.origin !== origin) {
      throw new TypeError(`The capture link is not one of ${origin}`);
    }
    address.searchParams.set('app', application);
    const frame = container && document.createElement('iframe');
    let tab = null;

    function hear({ data, origin: from, source }) {
      const known = source !== null && source === (frame ? frame.contentWindow : tab);
      if (!known || from !== origin || data?.type !== 'selfie-registration') {
        return;
      }
      if (data.state === 'ready') {
        onReady?.();
      } else if (data.state === 'completed') {
        onCompleted?.();
      } else if (data.state === 'ended') {
        onEnded?.(data.code);
      }
    }

    function close() {
      window.removeEventListener('message', hear);
      frame?.remove();
      tab?.close();
    }

    window.addEventListener('message', hear);
    if (frame) {
      frame.src = address.href;
      frame.title = title;
      frame.allow = `camera ${origin}; clipboard-write ${origin}`;
      frame.referrerPolicy = 'no-referrer';
      frame.style.cssText = 'border:0;width:100%;height:100%;min-height:40rem';
      container.append(frame);
    } else {
      tab = window.open(address.href, '_blank');
      if (!tab) {
        close();
        throw new Error('The browser did not let a tab be opened');
      }
    }
    return { close };
  }

  return { open };
})();
