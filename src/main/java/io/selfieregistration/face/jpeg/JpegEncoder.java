package io.selfieregistration.face.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.selfieregistration.face.image.RgbImage;

/**
 * Writes pixels as a new JPEG: nothing of the upload but what can be seen gets into it.
 */
final class JpegEncoder {

	/** From 0 to 1; the loss is smaller than that of the upload. */
	private static final float QUALITY = 0.92f;

	private JpegEncoder() {
	}

	static byte[] encode(RgbImage image) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
			ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			parameters.setCompressionQuality(QUALITY);
			writer.setOutput(output);
			writer.write(null, new IIOImage(buffered(image), null, null), parameters);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A picture in memory cannot be written to memory", ex);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	private static BufferedImage buffered(RgbImage image) {
		BufferedImage buffered = new BufferedImage(image.widthPx(), image.heightPx(), BufferedImage.TYPE_3BYTE_BGR);
		byte[] stored = ((DataBufferByte) buffered.getRaster().getDataBuffer()).getData();
		int i = 0;
		for (int y = 0; y < image.heightPx(); y++) {
			for (int x = 0; x < image.widthPx(); x++) {
				for (int channel = RgbImage.CHANNELS - 1; channel >= 0; channel--) {
					stored[i++] = (byte) image.sample(x, y, channel);
				}
			}
		}
		return buffered;
	}

}
