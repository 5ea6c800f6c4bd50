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

	/**
	 * Blocks of 8 x 8 samples in all scans of a picture that is not coded row by row, of
	 * which each takes about 0.6 microseconds however few bytes it has. That is 12
	 * megapixels in the ten scans that progressive JPEGs usually have.
	 */
	private static final long MAX_CODED_BLOCKS = 1_600_000;

	private final byte[] upload;

	private final ByteArrayOutputStream essence = new ByteArrayOutputStream();

	private final JpegApplications applications = new JpegApplications();

	private int position;

	/** Null until its header is read. */
	private JpegFrame frame;

	private int scans;

	private long codedBlocks;

	private boolean progressive;

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
		return this.frame.widthPx();
	}

	int heightPx() {
		return this.frame.heightPx();
	}

	/** What applications say about the picture. */
	JpegApplications applications() {
		return this.applications;
	}

	/** 1 for grey, 3 for colours. */
	int components() {
		return this.frame.components();
	}

	/**
	 * Whether the picture is coded row by row, so that decoding keeps only what is read.
	 */
	boolean rowByRow() {
		return !this.progressive && this.scans == 1;
	}

	/** Blocks of 8 x 8 samples that decoding goes over, in all scans. */
	long codedBlocks() {
		return this.codedBlocks;
	}

	/**
	 * The picture with nothing in it but what decoding needs: no metadata, thumbnails,
	 * colour profiles, comments or trailing bytes.
	 */
	byte[] essence() {
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		write(start, SOI);
		this.applications.colours(this.frame.rgb())
			.ifPresent((segment) -> write(start, segment.marker(), segment.payload()));
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
				if (this.frame != null) {
					throw new SelfieImageRejected(Reason.UNREADABLE);
				}
				this.progressive = marker == PROGRESSIVE;
				this.frame = new JpegFrame(payload);
			}
			else if (marker == SOS) {
				countScan(payload);
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

	private void countScan(byte[] payload) {
		this.scans++;
		if (this.frame == null || this.scans > MAX_SCANS) {
			throw new SelfieImageRejected(Reason.UNREADABLE);
		}
		this.codedBlocks += this.frame.blocks(payload);
		if (!rowByRow() && this.codedBlocks > MAX_CODED_BLOCKS) {
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
