package io.selfieregistration.face;

import java.time.Duration;

import io.selfieregistration.platform.Coded;

/** Is told how long the parts of judging a picture take, and who was sent away. */
public interface PipelineWatch {

	/** Hears nothing. */
	PipelineWatch NONE = new PipelineWatch() {

		@Override
		public void took(Stage stage, Duration time) {
			// No observer
		}

		@Override
		public void busy(Busy why) {
			// No observer
		}

	};

	void took(Stage stage, Duration time);

	void busy(Busy why);

	/** Runs a part and tells how long it took, also if it fails. */
	default <T, E extends Exception> T timed(Stage stage, Part<T, E> part) throws E {
		long started = System.nanoTime();
		try {
			return part.run();
		}
		finally {
			took(stage, Duration.ofNanos(System.nanoTime() - started));
		}
	}

	/** A part of judging a picture. */
	enum Stage implements Coded {

		/** Waiting for a place. */
		WAIT,

		/** Making pixels of a JPEG. */
		DECODE,

		/** All that the analysis does with a selfie. */
		ANALYSE,

		/** All that the analysis does with a frame of the camera. */
		PREVIEW,

		/** Of the analysis: finding the faces. */
		FIND,

		/** Of the analysis: taking the quality measures. */
		MEASURE,

		/** Of the analysis: computing the template. */
		DESCRIBE

	}

	/** Why a picture is not judged although nothing is wrong with it. */
	enum Busy implements Coded {

		/** No place became free for a selfie. */
		NO_PLACE,

		/** No place was free for a frame of the camera. */
		NO_PLACE_FOR_FRAME,

		/** It was not done in time. */
		DEADLINE

	}

	/** What is timed. */
	@FunctionalInterface
	interface Part<T, E extends Exception> {

		T run() throws E;

	}

}
