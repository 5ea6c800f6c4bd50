/** Apps that show pages in a browser of their own, which often has no camera. */
const IN_APP = /\b(Instagram|FBAN|FBAV|FB_IAB|Line\/|MicroMessenger|Snapchat|Twitter|LinkedInApp|Pinterest|TikTok|BytedanceWebview|musical_ly|GSA\/)|; wv\)/i;

/** Whether the page is shown inside of another app. */
export function inApp() {
  return IN_APP.test(navigator.userAgent);
}

/** Whether this is most likely a computer: it is not chiefly touched. */
export function isComputer() {
  return !window.matchMedia('(pointer: coarse)').matches;
}

/** Whose way to the permission of the camera helps: `ios`, `android` or `desktop`. */
export function platform() {
  if (/Android/i.test(navigator.userAgent)) {
    return 'android';
  }
  const touchMac = /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return touchMac || /iPhone|iPad|iPod/.test(navigator.userAgent) ? 'ios' : 'desktop';
}

/**
 * The same address for the browser of the system, in the way in which an app can be asked to hand a page over to it.
 *
 * @param {string} link
 * @returns {string | null} null where the platform has no such way
 */
export function addressForTheBrowser(link) {
  const { protocol } = new URL(link);
  switch (platform()) {
    case 'android':
      // Android takes what follows the last number sign as its own, so the fragment of the link stays
      return `intent:${link.slice(protocol.length)}#Intent;scheme=${protocol.slice(0, -1)};`
        + 'action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end';
    case 'ios':
      return `x-safari-${link}`;
    default:
      return null;
  }
}
