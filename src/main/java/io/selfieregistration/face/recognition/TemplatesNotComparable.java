package io.selfieregistration.face.recognition;

/** Two templates are of different models, so that their distance means nothing. */
public class TemplatesNotComparable extends RuntimeException {

	TemplatesNotComparable(FaceTemplate.Model one, FaceTemplate.Model other) {
		super("Templates of %s and %s cannot be compared".formatted(one.id(), other.id()));
	}

}
