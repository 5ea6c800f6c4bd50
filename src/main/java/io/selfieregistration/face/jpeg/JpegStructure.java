package io.selfieregistration.face.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;

/**
 * What a JPEG consists of, read marker by marker before any pixel is decoded. Decoders
 * are built to show something of any file; this is built to refuse what is not one whole
 * picture.
 * <p>
 * Bytes after the end of the picture are dropped: phones append depth maps and second
 * pictures there, attackers append other formats. <b>Source:</b> ITU-T T.81, annex B.
 */
final class JpegStructure {

	private static final int SOI = 0xd8;

	private static final int EOI = 0xd9;

	private static final int SOS = 0xda;

	private static final int DQT = 0xdb;

	private static final int DHT = 0xc4;

	private static final int DRI = 0xdd;

	private static final int COMMENT = 0xfe;

	private static final int BASELINE = 0xc0;

	private static final int EXTENDED = 0xc1;

	private static final int PROGRESSIVE = 0xc2;

	private static final int FIRST_APPLICATION = 0xe0;

	private static final int LAST_APPLICATION = 0xef;

	private static final int FIRST_RESTART = 0xd0;

	private static final int LAST_RESTART = 0xd7;

	/** Cameras write up to ten. */
	private static final int MAX_SCANS = 64;

	/** Each scan goes over the whole picture again: bounds the work of decoding. */
	private static final long MAX_SCANNED_PIXELS = 400_000_000;

	private final byte[] upload;

	private final ByteArrayOutputStream essence = new ByteArrayOutputStream();

	private final JpegApplications applications = new JpegApplications();

	private int position;

	private int widthPx;

	private int heightPx;

	private int components;

	private int scans;

	private boolean progressive;

	private boolean rgb;

	private JpegStructure(byte[] upload) {
		this.upload = upload;
	}

	/**
	 * Reads the structure up to the end of the picture.
	 * @throws SelfieImageRejected if the upload is not a JPEG, not a whole one, or one
	 * that no camera makes
	 */
	static JpegStructure read(byte[] upload) {
		JpegStructure structure = new JpegStructure(upload);
		structure.read();
		return structure;
	}

	int widthPx() {
		return this.widthPx;
	}

	int heightPx() {
		return this.heightPx;
	}

	/** What applications say about the picture. */
	JpegApplications applications() {
		return this.applications;
	}

	/** 1 for grey, 3 for colours. */
	int components() {
		return this.components;
	}

	/**
	 * Whether the picture is coded row by row, so that decoding keeps only what is read.
	 */
	boolean rowByRow() {
		return !this.progressive && this.scans == 1;
	}

	/**
	 * The picture with nothing in it but what decoding needs: no metadata, thumbnails,
	 * colour profiles, comments or trailing bytes.
	 */
	byte[] essence() {
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		write(start, SOI);
		this.applications.colours(this.rgb).ifPresent((segment) -> write(start, segment.marker(), segment.payload()));
		start.writeBytes(this.essence.toByteArray());
		write(start, EOI);
		return start.toByteArray();
	}

	private void read() {
		if (this.upload.length == 0) {
			throw new SelfieImageRejected(Reason.EMPTY);
		}
		if (this.upload.length < 3 || unsigned(0) != 0xff || unsigned(1) != SOI || unsigned(2) != 0xff) {
			throw new SelfieImageRejected(Reason.TYPE_UNSUPPORTED);
		}
		this.position = 2;
		int marker = nextMarker();
		while (marker != EOI) {
			segment(marker);
			marker = (marker == SOS) ? scan() : nextMarker();
		}
		if (this.scans == 0) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
	}

	/** The marker at the position; any number of fill bytes may precede it. */
	private int nextMarker() {
		require(1);
		if (unsigned(this.position) != 0xff) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		while (unsigned(this.position) == 0xff) {
			this.position++;
			require(1);
		}
		return unsigned(this.position++);
	}

	private void segment(int marker) {
		if (isFrame(marker) && marker > PROGRESSIVE) {
			throw new SelfieImageRejected(Reason.TYPE_UNSUPPORTED);
		}
		if (!isFrame(marker) && !isKnown(marker)) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		require(2);
		int length = unsigned(this.position) << 8 | unsigned(this.position + 1);
		if (length < 2) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		require(length);
		byte[] payload = Arrays.copyOfRange(this.upload, this.position + 2, this.position + length);
		this.position += length;
		if (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) {
			this.applications.add(marker, payload);
		}
		else if (marker != COMMENT) {
			if (isFrame(marker)) {
				this.progressive = marker == PROGRESSIVE;
				frame(payload);
			}
			else if (marker == SOS) {
				countScan();
			}
			write(this.essence, marker, payload);
		}
	}

	private static boolean isFrame(int marker) {
		return marker >= BASELINE && marker <= 0xcf && marker != DHT && marker != 0xc8 && marker != 0xcc;
	}

	private static boolean isKnown(int marker) {
		return marker == DQT || marker == DHT || marker == DRI || marker == SOS || marker == COMMENT
				|| (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION);
	}

	private void frame(byte[] payload) {
		if (this.components > 0 || payload.length < 6 || payload.length != 6 + 3 * payload[5]) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		int bitsPerSample = payload[0];
		this.heightPx = (payload[1] & 0xff) << 8 | payload[2] & 0xff;
		this.widthPx = (payload[3] & 0xff) << 8 | payload[4] & 0xff;
		this.components = payload[5];
		this.rgb = this.components == 3 && payload[6] == 'R' && payload[9] == 'G' && payload[12] == 'B';
		if (bitsPerSample != 8 || (this.components != 1 && this.components != 3)) {
			throw new SelfieImageRejected(Reason.TYPE_UNSUPPORTED);
		}
		if (this.widthPx == 0 || this.heightPx == 0) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
	}

	private void countScan() {
		this.scans++;
		if (this.components == 0 || this.scans > MAX_SCANS) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		// The first scans cost what every picture of that size costs
		if (this.scans > this.components && (long) this.scans * this.widthPx * this.heightPx > MAX_SCANNED_PIXELS) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
	}

	/** Copies the coded data of a scan and answers the marker that ends it. */
	private int scan() {
		int start = this.position;
		while (true) {
			require(2);
			int next = unsigned(this.position + 1);
			if (unsigned(this.position) == 0xff && next != 0 && next != 0xff
					&& (next < FIRST_RESTART || next > LAST_RESTART)) {
				this.essence.write(this.upload, start, this.position - start);
				this.position += 2;
				return next;
			}
			this.position += (unsigned(this.position) == 0xff && next == 0) ? 2 : 1;
		}
	}

	private static void write(ByteArrayOutputStream target, int marker, byte[] payload) {
		write(target, marker);
		int length = payload.length + 2;
		target.write(length >> 8);
		target.write(length);
		target.writeBytes(payload);
	}

	private static void write(ByteArrayOutputStream target, int marker) {
		target.write(0xff);
		target.write(marker);
	}

	private void require(int bytes) {
		if (this.upload.length - this.position < bytes) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
	}

	private int unsigned(int index) {
		return this.upload[index] & 0xff;
	}

}
