package io.selfieregistration.capture;

/**
 * Contrast of two colours. <b>Source:</b> WCAG 2.2, contrast ratio and relative
 * luminance.
 */
final class Contrast {

	private Contrast() {
	}

	/**
	 * @param one as {@code #rrggbb}
	 * @param other as {@code #rrggbb}
	 * @return from 1 (not at all) to 21 (black on white)
	 */
	static double ratio(String one, String other) {
		double lighter = Math.max(luminance(one), luminance(other));
		double darker = Math.min(luminance(one), luminance(other));
		return (lighter + 0.05) / (darker + 0.05);
	}

	private static double luminance(String colour) {
		int rgb = Integer.parseInt(colour.substring(1), 16);
		return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
	}

	private static double linear(int channel) {
		double share = (channel & 0xff) / 255.0;
		return (share <= 0.04045) ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
	}

}
