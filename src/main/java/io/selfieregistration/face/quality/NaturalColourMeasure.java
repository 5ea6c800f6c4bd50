package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether the light tints the skin, on one axis of the CIELAB colour space.
 * <p>
 * <b>Input:</b> mean colour of the upright face. <b>Output:</b> a* from green (negative)
 * to red, or b* from blue (negative) to yellow, each about -128 to 127; skin in plain
 * light is between the limits. <b>Source:</b> ISO/IEC 29794-5, natural colour; limits
 * measured, see {@code docs/models.md}.
 */
final class NaturalColourMeasure implements QualityMeasure {

	private final Axis axis;

	NaturalColourMeasure(Axis axis) {
		this.axis = axis;
	}

	@Override
	public Description description() {
		return new Description(this.axis.measureName, "mean colour of the upright face", this.axis.unit,
				"about -128 to 127", "ISO/IEC 29794-5, natural colour",
				Limits.of(ReasonCode.COLOUR).hintBelow(this.axis.min).hintAbove(this.axis.max));
	}

	@Override
	public double value(FaceSample face) {
		double[] rgb = face.upright().meanColour();
		double red = linear(rgb[0]);
		double green = linear(rgb[1]);
		double blue = linear(rgb[2]);
		double y = compressed(0.2126 * red + 0.7152 * green + 0.0722 * blue);
		if (this.axis == Axis.GREEN_RED) {
			double x = compressed((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
			return 500 * (x - y);
		}
		double z = compressed((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
		return 200 * (y - z);
	}

	/** Undoes the gamma of sRGB. */
	private static double linear(double level) {
		double value = level / 255;
		return (value <= 0.04045) ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}

	private static double compressed(double value) {
		return (value > 0.008856) ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
	}

	/** An axis of colours. */
	enum Axis {

		GREEN_RED("naturalColourGreenRed", "a* of CIELAB", -2, 35),

		BLUE_YELLOW("naturalColourBlueYellow", "b* of CIELAB", -8, 45);

		private final String measureName;

		private final String unit;

		private final double min;

		private final double max;

		Axis(String measureName, String unit, double min, double max) {
			this.measureName = measureName;
			this.unit = unit;
			this.min = min;
			this.max = max;
		}

	}

}
