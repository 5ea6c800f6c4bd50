package io.selfieregistration.face.jpeg;

import java.util.Arrays;

import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;

/**
 * The frame header of a JPEG: size and components. <b>Source:</b> ITU-T T.81, B.2.2.
 */
final class JpegFrame {

	private static final int BLOCK_PX = 8;

	private static final int HEADER_BYTES = 6;

	/** Number, sampling factors and table. */
	private static final int COMPONENT_BYTES = 3;

	private final byte[] payload;

	/**
	 * @throws SelfieImageRejected if it is damaged, or of a kind that is not read
	 */
	JpegFrame(byte[] payload) {
		if (payload.length < HEADER_BYTES || payload.length != HEADER_BYTES + COMPONENT_BYTES * payload[5]) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		this.payload = payload;
		int bitsPerSample = payload[0];
		if (bitsPerSample != 8 || (components() != 1 && components() != 3)) {
			throw new SelfieImageRejected(Reason.TYPE_UNSUPPORTED);
		}
		if (widthPx() == 0 || heightPx() == 0) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
	}

	int heightPx() {
		return unsigned(1) << 8 | unsigned(2);
	}

	int widthPx() {
		return unsigned(3) << 8 | unsigned(4);
	}

	/** 1 for grey, 3 for colours. */
	int components() {
		return this.payload[5];
	}

	/** Whether components call themselves red, green and blue. */
	boolean rgb() {
		return components() == 3 && Arrays.equals(new byte[] { 'R', 'G', 'B' },
				new byte[] { this.payload[6], this.payload[9], this.payload[12] });
	}

	/**
	 * Blocks of 8 x 8 samples that a scan goes over.
	 * @param scan payload of its header
	 * @throws SelfieImageRejected if it names a component that there is not
	 */
	long blocks(byte[] scan) {
		if (scan.length < 1 || scan.length < 1 + 2 * scan[0]) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		long blocks = 0;
		for (int i = 0; i < scan[0]; i++) {
			blocks += blocks(scan[1 + 2 * i]);
		}
		return blocks;
	}

	private long blocks(byte component) {
		int mostAcross = 1;
		int mostDown = 1;
		int found = -1;
		for (int at = HEADER_BYTES; at < this.payload.length; at += COMPONENT_BYTES) {
			mostAcross = Math.max(mostAcross, across(at));
			mostDown = Math.max(mostDown, down(at));
			found = (this.payload[at] == component) ? at : found;
		}
		if (found < 0) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		return blocks(widthPx(), across(found), mostAcross) * blocks(heightPx(), down(found), mostDown);
	}

	/** Along one side, the incomplete ones included. */
	private static long blocks(int sidePx, int samples, int mostSamples) {
		long pixels = (long) BLOCK_PX * mostSamples;
		return ((long) sidePx * samples + pixels - 1) / pixels;
	}

	private int across(int component) {
		return unsigned(component + 1) >> 4;
	}

	private int down(int component) {
		return unsigned(component + 1) & 0xf;
	}

	private int unsigned(int index) {
		return this.payload[index] & 0xff;
	}

}
