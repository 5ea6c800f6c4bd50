package io.selfieregistration.face.jpeg;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

import io.selfieregistration.face.image.RgbImage;

/**
 * What the colours of an upload mean, as its ICC profile says. The profile comes from a
 * stranger: it is small, must fit the picture, and is ignored if it makes no sense.
 */
final class ColourProfile {

	/** Bounds what is converted at once. */
	private static final int ROWS = 64;

	/** Levels by which a profile may differ from sRGB and still be taken for it. */
	private static final int SAME = 3;

	private static final int GRID = 6;

	private final int bands;

	private final ColorConvertOp conversion;

	private ColourProfile(ICC_Profile profile) {
		this.bands = profile.getNumComponents();
		this.conversion = new ColorConvertOp(new ICC_Profile[] { profile,
				((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile() }, null);
	}

	/**
	 * The profile, if colours have to be converted.
	 * @param components of the picture, 1 for grey
	 */
	static Optional<ColourProfile> of(byte[] icc, int components) {
		try {
			ICC_Profile profile = ICC_Profile.getInstance(icc);
			int wanted = (components == 1) ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
			if (profile.getColorSpaceType() != wanted) {
				return Optional.empty();
			}
			ColourProfile converting = new ColourProfile(profile);
			return converting.changes() ? Optional.of(converting) : Optional.empty();
		}
		catch (IllegalArgumentException | CMMException ex) {
			// The colours are then taken as those of most pictures
			return Optional.empty();
		}
	}

	/** Most profiles say that the colours are sRGB. */
	private boolean changes() {
		byte[] grid = new byte[GRID * GRID * GRID * RgbImage.CHANNELS];
		for (int i = 0; i < grid.length / RgbImage.CHANNELS; i++) {
			int red = i % GRID * 255 / (GRID - 1);
			boolean grey = this.bands == 1;
			grid[RgbImage.CHANNELS * i] = (byte) red;
			grid[RgbImage.CHANNELS * i + 1] = (byte) (grey ? red : i / GRID % GRID * 255 / (GRID - 1));
			grid[RgbImage.CHANNELS * i + 2] = (byte) (grey ? red : i / GRID / GRID * 255 / (GRID - 1));
		}
		RgbImage colours = RgbImage.ofSamples(GRID * GRID, GRID, grid.clone());
		RgbImage converted = toSrgb(colours);
		int largest = 0;
		for (int i = 0; i < grid.length; i++) {
			int pixel = i / RgbImage.CHANNELS;
			largest = Math.max(largest, Math
				.abs(converted.sample(pixel % colours.widthPx(), pixel / colours.widthPx(), i % RgbImage.CHANNELS)
						- (grid[i] & 0xff)));
		}
		return largest > SAME;
	}

	RgbImage toSrgb(RgbImage picture) {
		int width = picture.widthPx();
		byte[] samples = new byte[width * picture.heightPx() * RgbImage.CHANNELS];
		for (int top = 0; top < picture.heightPx(); top += ROWS) {
			int rows = Math.min(ROWS, picture.heightPx() - top);
			WritableRaster source = raster(width, rows, this.bands);
			byte[] stored = ((DataBufferByte) source.getDataBuffer()).getData();
			for (int i = 0; i < stored.length; i++) {
				int pixel = i / this.bands;
				stored[i] = (byte) picture.sample(pixel % width, top + pixel / width, i % this.bands);
			}
			WritableRaster converted = this.conversion.filter(source, raster(width, rows, RgbImage.CHANNELS));
			byte[] target = ((DataBufferByte) converted.getDataBuffer()).getData();
			System.arraycopy(target, 0, samples, top * width * RgbImage.CHANNELS, target.length);
		}
		return RgbImage.ofSamples(width, picture.heightPx(), samples);
	}

	private static WritableRaster raster(int width, int rows, int bands) {
		return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, rows, bands, null);
	}

}
