package io.selfieregistration.face.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;
import io.selfieregistration.face.image.RgbImage;

/**
 * Decodes a JPEG whose structure was checked, and trusts nothing the decoder repaired.
 */
final class PixelDecoder {

	/** Padding before the end of the picture, which some cameras write. */
	private static final String HARMLESS_WARNING = "extraneous bytes before marker 0xd9";

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final Duration cpuTime;

	/**
	 * @param cpuTime that decoding one picture may take
	 */
	PixelDecoder(Duration cpuTime) {
		this.cpuTime = cpuTime;
	}

	/**
	 * @param step 1 for all pixels, 2 for those of every second row and column
	 */
	RgbImage decode(byte[] jpeg, int step) {
		Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
		ImageReader reader = readers.next();
		Warnings warnings = new Warnings();
		long end = THREADS.getCurrentThreadCpuTime() + this.cpuTime.toNanos();
		try (ImageInputStream input = new MeteredStream(jpeg, end)) {
			reader.addIIOReadWarningListener(warnings);
			reader.setInput(input, true, true);
			ImageReadParam parameters = reader.getDefaultReadParam();
			parameters.setSourceSubsampling(step, step, 0, 0);
			BufferedImage image = reader.read(0, parameters);
			if (!warnings.repaired) {
				return pixels(image);
			}
		}
		// The decoder answers damage with runtime exceptions of many types, too
		catch (IOException | RuntimeException ex) {
			throw new SelfieImageRejected(Reason.UNREADABLE, ex);
		}
		finally {
			reader.dispose();
		}
		throw new SelfieImageRejected(Reason.UNREADABLE);
	}

	private static RgbImage pixels(BufferedImage image) {
		int widthPx = image.getWidth();
		int heightPx = image.getHeight();
		byte[] samples = new byte[widthPx * heightPx * RgbImage.CHANNELS];
		byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
			for (int i = 0; i < samples.length; i += RgbImage.CHANNELS) {
				samples[i] = stored[i + 2];
				samples[i + 1] = stored[i + 1];
				samples[i + 2] = stored[i];
			}
		}
		else if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
			for (int i = 0; i < samples.length; i++) {
				samples[i] = stored[i / RgbImage.CHANNELS];
			}
		}
		else {
			throw new IllegalStateException("The decoder made a picture of type " + image.getType());
		}
		return RgbImage.ofSamples(widthPx, heightPx, samples);
	}

	private static final class Warnings implements IIOReadWarningListener {

		private boolean repaired;

		@Override
		public void warningOccurred(ImageReader source, String warning) {
			this.repaired |= !warning.contains(HARMLESS_WARNING);
		}

	}

	/**
	 * Ends when the thread has used up its computing time. Hands out a few bytes at a
	 * time, as a few can mean much work.
	 */
	private static final class MeteredStream extends ImageInputStreamImpl {

		private static final int MOST_AT_ONCE = 512;

		private final byte[] bytes;

		private final long endCpuNanos;

		MeteredStream(byte[] bytes, long endCpuNanos) {
			this.bytes = bytes;
			this.endCpuNanos = endCpuNanos;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			if (THREADS.getCurrentThreadCpuTime() > this.endCpuNanos) {
				throw new IllegalStateException("Decoding takes too much computing time");
			}
			this.bitOffset = 0;
			int count = (int) Math.min(Math.min(length, MOST_AT_ONCE), this.bytes.length - this.streamPos);
			if (count <= 0) {
				return -1;
			}
			System.arraycopy(this.bytes, (int) this.streamPos, target, offset, count);
			this.streamPos += count;
			return count;
		}

	}

}
