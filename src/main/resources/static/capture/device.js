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
