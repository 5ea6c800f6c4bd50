package io.selfieregistration.face.jpeg;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.selfieregistration.face.Portrait;

/** JPEG files of every kind that cameras, browsers and attackers send. */
public final class Jpegs {

	static final int EXIF = 0xe1;

	private static final int PROFILE = 0xe2;

	private static final int ADOBE = 0xee;

	private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

	private Jpegs() {
	}

	/** A small picture with something to see: corners in four colours. */
	static BufferedImage picture(int widthPx, int heightPx) {
		return Portrait.drawn(widthPx, heightPx, (graphics) -> {
			int halfWidth = (widthPx + 1) / 2;
			int halfHeight = (heightPx + 1) / 2;
			graphics.setColor(Color.RED);
			graphics.fillRect(0, 0, halfWidth, halfHeight);
			graphics.setColor(Color.GREEN);
			graphics.fillRect(halfWidth, 0, halfWidth, halfHeight);
			graphics.setColor(Color.BLUE);
			graphics.fillRect(0, halfHeight, halfWidth, halfHeight);
			graphics.setColor(Color.WHITE);
			graphics.fillRect(halfWidth, halfHeight, halfWidth, halfHeight);
		});
	}

	static byte[] baseline(int widthPx, int heightPx) {
		return Portrait.asJpeg(picture(widthPx, heightPx), 0.9f);
	}

	static byte[] progressive(BufferedImage picture) {
		return written(picture, true, 0);
	}

	static byte[] withRestarts(BufferedImage picture) {
		return written(picture, false, 2);
	}

	/** With as many values for colour as for brightness. */
	static byte[] withFullColours(BufferedImage picture) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture),
				null);
		writer.dispose();
		var root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
		var components = root.getElementsByTagName("componentSpec");
		for (int i = 0; i < components.getLength(); i++) {
			((IIOMetadataNode) components.item(i)).setAttribute("HsamplingFactor", "1");
			((IIOMetadataNode) components.item(i)).setAttribute("VsamplingFactor", "1");
		}
		try {
			metadata.setFromTree(JPEG_METADATA, root);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return written(new IIOImage(picture, null, metadata), false);
	}

	static byte[] grey(int widthPx, int heightPx) {
		var grey = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
		grey.getGraphics().drawImage(picture(widthPx, heightPx), 0, 0, null);
		return Portrait.asJpeg(grey, 0.9f);
	}

	/** Four components, as print shops use them. */
	static byte[] fourComponents() {
		var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
		return written(new IIOImage(raster, null, null), false);
	}

	/** The file with a segment after its first marker. */
	static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
		int length = payload.length + 2;
		return joined(Arrays.copyOf(jpeg, 2),
				new byte[] { (byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length }, payload,
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
	}

	static byte[] withProfile(byte[] jpeg, byte[] icc) {
		return withSegment(jpeg, PROFILE, joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), icc));
	}

	/**
	 * The file without its JFIF segment, and with one of Adobe that says how colours are.
	 */
	static byte[] withAdobeTransform(byte[] jpeg, int transform) {
		int jfifLength = 2 + (jpeg[4] << 8 | jpeg[5]);
		byte[] bare = joined(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 2 + jfifLength, jpeg.length));
		return withSegment(bare, ADOBE,
				joined("Adobe\0d\0\0\0\0".getBytes(StandardCharsets.US_ASCII), new byte[] { (byte) transform }));
	}

	static byte[] withOrientation(byte[] jpeg, int orientation) {
		return withSegment(jpeg, EXIF, exif(orientation));
	}

	/** An EXIF block with one entry. */
	static byte[] exif(int orientation) {
		return ByteBuffer.allocate(32)
			.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(new byte[] { 'I', 'I' })
			.putShort((short) 42)
			.putInt(8)
			.putShort((short) 1)
			.putShort((short) 0x112)
			.putShort((short) 3)
			.putInt(1)
			.putShort((short) orientation)
			.putShort((short) 0)
			.putInt(0)
			.array();
	}

	/** The file with its last scan repeated. */
	static byte[] withRepeatedScans(byte[] jpeg, int times) {
		int scan = jpeg.length;
		while (jpeg[scan - 2] != (byte) 0xff || jpeg[scan - 1] != (byte) 0xda) {
			scan--;
		}
		var output = new ByteArrayOutputStream();
		output.write(jpeg, 0, jpeg.length - 2);
		for (int i = 0; i < times; i++) {
			output.write(jpeg, scan - 2, jpeg.length - scan);
		}
		output.writeBytes(new byte[] { (byte) 0xff, (byte) 0xd9 });
		return output.toByteArray();
	}

	/**
	 * A grey picture of three components, progressive, of which each further scan says in
	 * a few bytes that nothing changes, and is gone through block by block all the same.
	 */
	public static byte[] plainWithCheapScans(int widthPx, int heightPx, int scans) {
		int blocks = (widthPx + 7) / 8 * ((heightPx + 7) / 8);
		var output = new ByteArrayOutputStream();
		output.writeBytes(new byte[] { (byte) 0xff, (byte) 0xd8 });
		byte[] quantization = new byte[65];
		Arrays.fill(quantization, 1, 65, (byte) 1);
		segment(output, 0xdb, quantization);
		segment(output, 0xc2, new byte[] { 8, (byte) (heightPx >> 8), (byte) heightPx, (byte) (widthPx >> 8),
				(byte) widthPx, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0 });
		byte endOfBand14 = (byte) 0xe0;
		segment(output, 0xc4, codes(0x00, 0, 1));
		segment(output, 0xc4, codes(0x10, endOfBand14, 0));
		segment(output, 0xda, new byte[] { 3, 1, 0, 2, 0, 3, 0, 0, 0, 0 });
		output.writeBytes(new byte[(3 * blocks + 7) / 8]);
		for (int scan = 0; scan < scans; scan++) {
			// Each coefficient of each component alone, so that no order is broken
			byte coefficient = (byte) (1 + scan / 3);
			segment(output, 0xda, new byte[] { 1, (byte) (1 + scan % 3), 0, coefficient, coefficient, 0 });
			output.writeBytes(endsOfBand(blocks));
		}
		output.writeBytes(new byte[] { (byte) 0xff, (byte) 0xd9 });
		return output.toByteArray();
	}

	/** A Huffman table of two symbols, coded as 0 and 10. */
	private static byte[] codes(int table, int first, int second) {
		byte[] codes = new byte[19];
		codes[0] = (byte) table;
		codes[1] = 1;
		codes[2] = 1;
		codes[17] = (byte) first;
		codes[18] = (byte) second;
		return codes;
	}

	/** Runs of up to 32,767 blocks that hold nothing, then single ones. */
	private static byte[] endsOfBand(int blocks) {
		StringBuilder bits = new StringBuilder();
		int left = blocks;
		while (left >= 1 << 14) {
			int run = Math.min(left, (1 << 15) - 1);
			bits.append('0').append(Integer.toBinaryString(run).substring(1));
			left -= run;
		}
		bits.append("10".repeat(left));
		bits.append("1".repeat((8 - bits.length() % 8) % 8));
		var output = new ByteArrayOutputStream();
		for (int at = 0; at < bits.length(); at += 8) {
			int coded = Integer.parseInt(bits.substring(at, at + 8), 2);
			output.write(coded);
			if (coded == 0xff) {
				output.write(0);
			}
		}
		return output.toByteArray();
	}

	private static void segment(ByteArrayOutputStream output, int marker, byte[] payload) {
		output.write(0xff);
		output.write(marker);
		output.write(payload.length + 2 >> 8);
		output.write(payload.length + 2);
		output.writeBytes(payload);
	}

	/** The file with another size in its header than in its data. */
	static byte[] withHeaderSize(byte[] jpeg, int widthPx, int heightPx) {
		byte[] changed = jpeg.clone();
		int frame = frame(jpeg);
		ByteBuffer.wrap(changed).putShort(frame + 5, (short) heightPx).putShort(frame + 7, (short) widthPx);
		return changed;
	}

	/** Where the frame header starts. */
	static int frame(byte[] jpeg) {
		int at = 2;
		while ((jpeg[at + 1] & 0xff) != 0xc0 && (jpeg[at + 1] & 0xff) != 0xc2) {
			at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
		}
		return at;
	}

	/** Where the first scan header starts. */
	static int scan(byte[] jpeg) {
		int at = frame(jpeg);
		while ((jpeg[at + 1] & 0xff) != 0xda) {
			at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
		}
		return at;
	}

	static byte[] joined(byte[]... parts) {
		var output = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			output.writeBytes(part);
		}
		return output.toByteArray();
	}

	private static byte[] written(BufferedImage picture, boolean progressive, int restartInterval) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture),
				null);
		if (restartInterval > 0) {
			var root = new IIOMetadataNode(JPEG_METADATA);
			root.appendChild(new IIOMetadataNode("JPEGvariety"));
			var sequence = new IIOMetadataNode("markerSequence");
			var restarts = new IIOMetadataNode("dri");
			restarts.setAttribute("interval", String.valueOf(restartInterval));
			sequence.appendChild(restarts);
			root.appendChild(sequence);
			try {
				metadata.mergeTree(JPEG_METADATA, root);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		writer.dispose();
		return written(new IIOImage(picture, null, metadata), progressive);
	}

	private static byte[] written(IIOImage image, boolean progressive) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		var bytes = new ByteArrayOutputStream();
		try (var output = new MemoryCacheImageOutputStream(bytes)) {
			ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
			writer.setOutput(output);
			writer.write(null, image, parameters);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

}
