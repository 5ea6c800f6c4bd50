package io.selfieregistration.face.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the application segments of a JPEG say: how the camera was held and what the
 * colours mean. Everything else in them is left behind.
 */
final class JpegApplications {

	private static final int JFIF = 0xe0;

	private static final int EXIF = 0xe1;

	private static final int PROFILE = 0xe2;

	private static final int ADOBE = 0xee;

	private static final byte[] EXIF_HEADER = { 'E', 'x', 'i', 'f', 0, 0 };

	private static final byte[] JFIF_HEADER = { 'J', 'F', 'I', 'F', 0 };

	private static final byte[] ADOBE_HEADER = { 'A', 'd', 'o', 'b', 'e' };

	/** A profile in one segment, the first of one. Larger ones are those of printers. */
	private static final byte[] PROFILE_HEADER = { 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1 };

	/** A JFIF segment that says nothing but that it is one. */
	private static final Segment PLAIN_JFIF = new Segment(JFIF,
			new byte[] { 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 });

	private static final int ADOBE_LENGTH = 12;

	/** Where an Adobe segment says how colours are coded: 0 as they are. */
	private static final int ADOBE_TRANSFORM = 11;

	/** More EXIF blocks are not looked at. */
	private static final int MAX_EXIF = 4;

	private final List<byte[]> exif = new ArrayList<>();

	private byte[] profile;

	private boolean jfif;

	private byte[] adobe;

	void add(int marker, byte[] payload) {
		if (marker == JFIF && startsWith(payload, JFIF_HEADER)) {
			this.jfif = true;
		}
		else if (marker == ADOBE && startsWith(payload, ADOBE_HEADER) && payload.length >= ADOBE_LENGTH) {
			this.adobe = Arrays.copyOf(payload, ADOBE_LENGTH);
			// Whatever is no 0 means luminance and two colours, as libjpeg reads it
			this.adobe[ADOBE_TRANSFORM] = (byte) Math.min(1, payload[ADOBE_TRANSFORM] & 0xff);
		}
		else if (marker == EXIF && startsWith(payload, EXIF_HEADER) && this.exif.size() < MAX_EXIF) {
			this.exif.add(Arrays.copyOfRange(payload, EXIF_HEADER.length, payload.length));
		}
		else if (marker == PROFILE && startsWith(payload, PROFILE_HEADER)) {
			this.profile = Arrays.copyOfRange(payload, PROFILE_HEADER.length, payload.length);
		}
	}

	/** How the camera was held. Some programs write several EXIF blocks, some empty. */
	Orientation orientation() {
		return Orientation.of(this.exif);
	}

	/** The ICC profile of the colours, if there is one. */
	Optional<byte[]> profile() {
		return Optional.ofNullable(this.profile);
	}

	/**
	 * The segment that decides about colours, without any freedom of its own. A JPEG that
	 * says nothing has the usual colours, as every browser takes it.
	 * @param rgb whether the components are named red, green and blue
	 */
	Optional<Segment> colours(boolean rgb) {
		if (this.jfif || (this.adobe == null && !rgb)) {
			return Optional.of(PLAIN_JFIF);
		}
		return Optional.ofNullable(this.adobe).map((payload) -> new Segment(ADOBE, payload));
	}

	private static boolean startsWith(byte[] payload, byte[] header) {
		return payload.length >= header.length && Arrays.equals(payload, 0, header.length, header, 0, header.length);
	}

	/** A segment to write. */
	record Segment(int marker, byte[] payload) {
	}

}
