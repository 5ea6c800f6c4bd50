package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much light there is in the picture. Every scene has something bright in it, if only
 * the white of the eyes: where even that is dark, light is missing, and where it is not,
 * a dark face is one of dark skin.
 * <p>
 * <b>Input:</b> grey of the whole picture. <b>Output:</b> grey level that two of a
 * hundred pixels exceed, from 0 to 255. <b>Source:</b> own measure; limits from what the
 * template loses, see {@code docs/quality-measures.md}.
 */
final class SceneLuminanceMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("sceneLuminance", "grey of the whole picture", "grey level", "0 to 255", "own measure",
				Limits.of(ReasonCode.TOO_DARK).refuseBelow(40).hintBelow(90));
	}

	@Override
	public double value(FaceSample face) {
		return face.sceneLuminance();
	}

}
