package io.selfieregistration.face.jpeg;

import java.util.List;
import java.util.Optional;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

import io.selfieregistration.face.image.RgbImage;

/**
 * How a camera was held, and so how its pixels are turned upright. <b>Source:</b> Exif
 * 2.32, tag Orientation, values 1 to 8 in this order.
 */
enum Orientation {

	UPRIGHT(false, false, false),

	MIRRORED(false, true, false),

	UPSIDE_DOWN(false, true, true),

	UPSIDE_DOWN_MIRRORED(false, false, true),

	TRANSPOSED(true, false, false),

	TURNED_LEFT(true, true, false),

	TRANSVERSED(true, true, true),

	TURNED_RIGHT(true, false, true);

	private final boolean swapped;

	private final boolean flippedAcross;

	private final boolean flippedDown;

	/**
	 * @param swapped whether rows become columns
	 * @param flippedAcross whether left and right of the upright picture are exchanged
	 * @param flippedDown whether its top and bottom are exchanged
	 */
	Orientation(boolean swapped, boolean flippedAcross, boolean flippedDown) {
		this.swapped = swapped;
		this.flippedAcross = flippedAcross;
		this.flippedDown = flippedDown;
	}

	/** What the first EXIF block says that says anything; upright if none makes sense. */
	static Orientation of(List<byte[]> exif) {
		return exif.stream().flatMap((block) -> of(block).stream()).findFirst().orElse(UPRIGHT);
	}

	private static Optional<Orientation> of(byte[] exif) {
		try {
			Metadata metadata = new Metadata();
			new ExifReader().extract(new ByteArrayReader(exif), metadata);
			ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
			Integer value = (directory != null) ? directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION) : null;
			return (value != null && value >= 1 && value <= values().length) ? Optional.of(values()[value - 1])
					: Optional.empty();
		}
		catch (RuntimeException ex) {
			// Damaged metadata does not make the pixels worse
			return Optional.empty();
		}
	}

	RgbImage upright(RgbImage image) {
		if (this == UPRIGHT) {
			return image;
		}
		int widthPx = this.swapped ? image.heightPx() : image.widthPx();
		int heightPx = this.swapped ? image.widthPx() : image.heightPx();
		byte[] samples = new byte[widthPx * heightPx * RgbImage.CHANNELS];
		int i = 0;
		for (int y = 0; y < heightPx; y++) {
			int down = this.flippedDown ? heightPx - 1 - y : y;
			for (int x = 0; x < widthPx; x++) {
				int across = this.flippedAcross ? widthPx - 1 - x : x;
				for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
					samples[i++] = (byte) (this.swapped ? image.sample(down, across, channel)
							: image.sample(across, down, channel));
				}
			}
		}
		return RgbImage.ofSamples(widthPx, heightPx, samples);
	}

}
