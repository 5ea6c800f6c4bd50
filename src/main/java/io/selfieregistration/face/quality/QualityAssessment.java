package io.selfieregistration.face.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.Severity;

/** Takes all measures of one face and says what they mean. */
public final class QualityAssessment {

	private static final List<QualityMeasure> MEASURES = List.of(new InterEyeDistanceMeasure(),
			new FaceOutsideMeasure(), new CropMeasure(CropMeasure.Border.LEFT),
			new CropMeasure(CropMeasure.Border.RIGHT), new CropMeasure(CropMeasure.Border.ABOVE),
			new CropMeasure(CropMeasure.Border.BELOW), new LuminanceMeanMeasure(), new OverExposurePreventionMeasure(),
			new IlluminationUniformityMeasure(), new LuminanceVarianceMeasure(),
			new HeadPoseMeasure(HeadPoseMeasure.Axis.YAW), new HeadPoseMeasure(HeadPoseMeasure.Axis.PITCH),
			new HeadPoseMeasure(HeadPoseMeasure.Axis.ROLL), new SharpnessMeasure(), new NoiseMeasure(),
			new CompressionArtifactsMeasure(), new MouthClosedMeasure(), new ColourSaturationMeasure(),
			new NaturalColourMeasure(NaturalColourMeasure.Axis.GREEN_RED),
			new NaturalColourMeasure(NaturalColourMeasure.Axis.BLUE_YELLOW));

	/** Taken only when nothing above refuses the picture. */
	private static final QualityMeasure EYES_OPEN = new EyesOpenMeasure();

	private final Map<String, Double> measures = new TreeMap<>();

	private final Map<ReasonCode, Finding> findings = new EnumMap<>(ReasonCode.class);

	private QualityAssessment() {
	}

	public static QualityAssessment of(FaceSample face) {
		QualityAssessment assessment = new QualityAssessment();
		MEASURES.forEach((measure) -> assessment.take(measure, face));
		if (!assessment.refused()) {
			assessment.take(EYES_OPEN, face);
		}
		return assessment;
	}

	static List<QualityMeasure> allMeasures() {
		List<QualityMeasure> all = new ArrayList<>(MEASURES);
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

	/** Whether the picture cannot be used. */
	public boolean refused() {
		return this.findings.values().stream().anyMatch((finding) -> finding.severity() == Severity.REFUSE);
	}

}
