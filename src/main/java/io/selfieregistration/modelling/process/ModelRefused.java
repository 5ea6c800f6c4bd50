package io.selfieregistration.modelling.process;

/** A file cannot be read at all, so there is nothing else to say of it. */
class ModelRefused extends RuntimeException {

	private final transient ModelProblem problem;

	ModelRefused(ModelProblem problem) {
		super(problem.sentence());
		this.problem = problem;
	}

	ModelProblem problem() {
		return this.problem;
	}

}
