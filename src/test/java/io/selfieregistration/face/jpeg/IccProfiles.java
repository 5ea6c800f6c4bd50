package io.selfieregistration.face.jpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** ICC profiles as cameras embed them, made from the numbers of their standards. */
final class IccProfiles {

	private static final double[][] SRGB = { { 0.43607, 0.22249, 0.01392 }, { 0.38515, 0.71687, 0.09708 },
			{ 0.14307, 0.06061, 0.71410 } };

	private static final double[][] DISPLAY_P3 = { { 0.51512, 0.24120, -0.00105 }, { 0.29198, 0.69225, 0.04189 },
			{ 0.15710, 0.06657, 0.78407 } };

	private static final double[][] ADOBE_RGB = { { 0.60974, 0.31111, 0.01947 }, { 0.20528, 0.62567, 0.06087 },
			{ 0.14919, 0.06322, 0.74457 } };

	/** Function type 3 of the standard, with the numbers of IEC 61966-2-1. */
	private static final byte[] SRGB_CURVE = parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);

	private IccProfiles() {
	}

	static byte[] srgb() {
		return rgb(SRGB, SRGB_CURVE);
	}

	static byte[] displayP3() {
		return rgb(DISPLAY_P3, SRGB_CURVE);
	}

	static byte[] adobeRgb() {
		return rgb(ADOBE_RGB, gamma(2.2));
	}

	/** The primaries of sRGB with a plain exponent. */
	static byte[] gammaOnly(double exponent) {
		return rgb(SRGB, gamma(exponent));
	}

	static byte[] greyGamma(double exponent) {
		return profile("GRAY", Map.of("wtpt", xyz(0.9642, 1, 0.8249), "kTRC", gamma(exponent)));
	}

	private static byte[] rgb(double[][] colorants, byte[] curve) {
		Map<String, byte[]> tags = new LinkedHashMap<>();
		tags.put("wtpt", xyz(0.9642, 1, 0.8249));
		String[] names = { "r", "g", "b" };
		for (int i = 0; i < names.length; i++) {
			tags.put(names[i] + "XYZ", xyz(colorants[i]));
			tags.put(names[i] + "TRC", curve);
		}
		return profile("RGB ", tags);
	}

	private static byte[] profile(String space, Map<String, byte[]> tags) {
		int size = 132 + 12 * tags.size() + tags.values().stream().mapToInt((tag) -> tag.length).sum();
		var profile = ByteBuffer.allocate(size)
			.putInt(size)
			.putInt(0)
			.putInt(0x04000000)
			.put(ascii("mntr" + space + "XYZ "))
			.position(36)
			.put(ascii("acsp"))
			.position(68)
			.putInt(fixed(0.9642))
			.putInt(fixed(1))
			.putInt(fixed(0.8249))
			.position(128)
			.putInt(tags.size());
		int at = 132 + 12 * tags.size();
		for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
			profile.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
			at += tag.getValue().length;
		}
		tags.values().forEach(profile::put);
		return profile.array();
	}

	private static byte[] xyz(double... values) {
		var tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
		for (double value : values) {
			tag.putInt(fixed(value));
		}
		return tag.array();
	}

	private static byte[] parametric(double... values) {
		var tag = ByteBuffer.allocate(32).put(ascii("para")).putInt(0).putShort((short) 3).putShort((short) 0);
		for (double value : values) {
			tag.putInt(fixed(value));
		}
		return tag.array();
	}

	private static byte[] gamma(double exponent) {
		return ByteBuffer.allocate(16)
			.put(ascii("curv"))
			.putInt(0)
			.putInt(1)
			.putShort((short) Math.round(256 * exponent))
			.array();
	}

	private static int fixed(double value) {
		return (int) Math.round(65536 * value);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
