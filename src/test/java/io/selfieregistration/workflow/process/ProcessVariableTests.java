package io.selfieregistration.workflow.process;

import java.util.Map;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class ProcessVariableTests {

	private final ProcessVariable<Integer> attemptsLeft = new ProcessVariable<>("attemptsLeft", Integer.class);

	private final VariableScope scope = mock();

	@Test
	void readsAValueOfItsType() {
		given(this.scope.getVariable("attemptsLeft")).willReturn(2);

		assertThat(this.attemptsLeft.get(this.scope)).isEqualTo(2);
		assertThat(this.attemptsLeft.find(this.scope)).contains(2);
		assertThat(this.attemptsLeft.from(Map.of("attemptsLeft", 2))).isEqualTo(2);
	}

	@Test
	void namesTheVariableThatIsMissing() {
		assertThatIllegalStateException().isThrownBy(() -> this.attemptsLeft.get(this.scope))
			.withMessageContaining("'attemptsLeft' is missing");
		assertThatIllegalStateException().isThrownBy(() -> this.attemptsLeft.from(Map.of()))
			.withMessageContaining("'attemptsLeft' is missing");
		assertThat(this.attemptsLeft.find(this.scope)).isEmpty();
	}

	@Test
	void namesTheVariableThatHasAnotherType() {
		given(this.scope.getVariable("attemptsLeft")).willReturn("2");

		assertThatIllegalStateException().isThrownBy(() -> this.attemptsLeft.get(this.scope))
			.withMessageContaining("'attemptsLeft' is a String, not a Integer");
		assertThatIllegalStateException().isThrownBy(() -> this.attemptsLeft.find(this.scope));
	}

	@Test
	void setsAValueButNeverNothing() {
		this.attemptsLeft.set(this.scope, 1);

		then(this.scope).should().setVariable("attemptsLeft", 1);
		assertThatNullPointerException().isThrownBy(() -> this.attemptsLeft.set(this.scope, null))
			.withMessage("attemptsLeft");
	}

}
