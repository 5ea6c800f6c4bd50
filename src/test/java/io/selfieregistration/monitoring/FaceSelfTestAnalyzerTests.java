package io.selfieregistration.monitoring;

import org.junit.jupiter.api.Test;

import io.selfieregistration.face.FaceSelfTestFailed;

import org.springframework.beans.factory.BeanCreationException;

import static org.assertj.core.api.Assertions.assertThat;

class FaceSelfTestAnalyzerTests {

	@Test
	void saysWhatIsWrongAndWhatToDo() {
		var failure = new BeanCreationException("the start failed", new FaceSelfTestFailed("it sees ghosts"));

		var analysis = new FaceSelfTestAnalyzer().analyze(failure);

		assertThat(analysis.getDescription()).isEqualTo("The face analysis failed its self-test: it sees ghosts.");
		assertThat(analysis.getAction()).contains("another machine");
	}

}
