package io.selfieregistration.face;

/** A selfie that was read, and what is to be said about the face on it. */
public record SelfieAssessment(SelfieImage image, FaceAssessment face) {
}
