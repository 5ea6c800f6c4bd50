package io.selfieregistration.face.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.Severity;

/** Takes all measures of one face and says what they mean. */
public final class QualityAssessment {

	/**
	 * What is above and below a face that leans more means nothing to the other measures.
	 */
	private static final double UPRIGHT_ENOUGH_DEGREES = 60;

	private static final QualityMeasure ROLL = new HeadPoseMeasure(HeadPoseMeasure.Axis.ROLL);

	private static final List<QualityMeasure> MEASURES = List.of(new InterEyeDistanceMeasure(),
			new FaceOutsideMeasure(), new CropMeasure(CropMeasure.Border.LEFT),
			new CropMeasure(CropMeasure.Border.RIGHT), new CropMeasure(CropMeasure.Border.ABOVE),
			new CropMeasure(CropMeasure.Border.BELOW), new SceneLuminanceMeasure(), new LuminanceMeanMeasure(),
			new UnderExposurePreventionMeasure(), new OverExposurePreventionMeasure(),
			new IlluminationUniformityMeasure(), new LuminanceVarianceMeasure(),
			new HeadPoseMeasure(HeadPoseMeasure.Axis.YAW), new HeadPoseMeasure(HeadPoseMeasure.Axis.PITCH), ROLL,
			new SharpnessMeasure(), new NoiseMeasure(), new MouthClosedMeasure(), new ColourSaturationMeasure(),
			new NaturalColourMeasure(NaturalColourMeasure.Axis.GREEN_RED),
			new NaturalColourMeasure(NaturalColourMeasure.Axis.BLUE_YELLOW));

	/** What leaves too little of eyes, nose and mouth to say more about them. */
	private static final Set<ReasonCode> FEATURES_LOST = EnumSet.of(ReasonCode.BLURRED, ReasonCode.TOO_DARK,
			ReasonCode.OVEREXPOSED, ReasonCode.LOW_CONTRAST);

	private static final List<QualityMeasure> OF_CLEAR_FACE = List.of(new FaceShapeMeasure(),
			new FaceOcclusionMeasure(), new MouthContrastMeasure(), new MouthDarknessMeasure(),
			new MouthColourMeasure(), new EyesVisibleMeasure(), new EyeContrastMeasure(),
			new CompressionArtifactsMeasure());

	/** Taken only when nothing above refuses the picture. */
	private static final QualityMeasure EYES_OPEN = new EyesOpenMeasure();

	private final Map<String, Double> measures = new TreeMap<>();

	private final Map<ReasonCode, Finding> findings = new EnumMap<>(ReasonCode.class);

	private QualityAssessment() {
	}

	public static QualityAssessment of(FaceSample face) {
		QualityAssessment assessment = new QualityAssessment();
		if (Math.abs(face.mesh().rollDegrees()) > UPRIGHT_ENOUGH_DEGREES) {
			assessment.take(ROLL, face);
			return assessment;
		}
		MEASURES.forEach((measure) -> assessment.take(measure, face));
		if (FEATURES_LOST.stream().noneMatch(assessment::refusedFor)) {
			OF_CLEAR_FACE.forEach((measure) -> assessment.take(measure, face));
		}
		if (!assessment.refused()) {
			assessment.take(EYES_OPEN, face);
		}
		return assessment;
	}

	static List<QualityMeasure> allMeasures() {
		List<QualityMeasure> all = new ArrayList<>(MEASURES);
		all.addAll(OF_CLEAR_FACE);
		all.add(EYES_OPEN);
		return all;
	}

	private void take(QualityMeasure measure, FaceSample face) {
		if (!measure.appliesTo(face)) {
			return;
		}
		double value = measure.value(face);
		QualityMeasure.Description description = measure.description();
		if (Double.isFinite(value)) {
			this.measures.put(description.name(), value);
		}
		// Several measures can have one reason: the more important finding stays
		description.limits()
			.judge(value)
			.ifPresent((finding) -> this.findings.merge(finding.code(), finding,
					(known, other) -> (known.compareTo(other) <= 0) ? known : other));
	}

	/** Most important first, each reason at most once. */
	public List<Finding> findings() {
		return this.findings.values().stream().sorted().toList();
	}

	/** Values by the name of the measure. */
	public Map<String, Double> measures() {
		return this.measures;
	}

	private boolean refusedFor(ReasonCode code) {
		return Finding.refuse(code).equals(this.findings.get(code));
	}

	/** Whether the picture cannot be used. */
	public boolean refused() {
		return this.findings.values().stream().anyMatch((finding) -> finding.severity() == Severity.REFUSE);
	}

}
