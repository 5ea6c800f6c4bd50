package io.selfieregistration.face;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.selfieregistration.face.recognition.FaceTemplate;

/**
 * What is to be said about the face on one picture.
 *
 * @param findings most important first; empty when there is nothing to say
 * @param measures raw values by the name of the measure, see
 * {@code docs/quality-measures.md}; those that could not be taken are missing
 * @param template present exactly when no finding refuses the picture
 */
public record FaceAssessment(List<Finding> findings, Map<String, Double> measures, Optional<FaceTemplate> template) {

	public FaceAssessment {
		findings = findings.stream().sorted().toList();
		measures = Collections.unmodifiableMap(new TreeMap<>(measures));
		if (template.isPresent() == refuses(findings)) {
			throw new IllegalArgumentException(
					"A face template exists exactly when nothing is refused, but findings are " + findings);
		}
	}

	/** Whether the picture can be used. */
	public boolean accepted() {
		return !refuses(this.findings);
	}

	private static boolean refuses(List<Finding> findings) {
		return findings.stream().anyMatch((finding) -> finding.severity() == Severity.REFUSE);
	}

}
