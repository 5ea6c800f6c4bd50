package io.selfieregistration.modelling.process;

/**
 * Something that keeps a model from being deployed.
 *
 * @param element id of the element that it is about, or null if it is about the file
 * @param sentence what is wrong, and what to do
 */
record ModelProblem(String element, String sentence) {
}
