package io.selfieregistration.request;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RequestIdTests {

	@Test
	void isAUuidOfVersionSeven() {
		RequestId id = RequestId.next();

		assertThat(id.value().version()).isEqualTo(7);
		assertThat(id.value().variant()).isEqualTo(2);
	}

	@Test
	void isNeverTheSame() {
		List<RequestId> ids = new ArrayList<>();
		for (int made = 0; made < 10_000; made++) {
			ids.add(RequestId.next());
		}

		assertThat(ids).doesNotHaveDuplicates();
	}

	@Test
	void isReadFromItsText() {
		RequestId id = RequestId.next();

		assertThat(RequestId.parse(id.toString())).contains(id);
		assertThat(RequestId.of(id.toString())).isEqualTo(id);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "1", "1-1-1-1-1", "019ab0c1-0000-7000-8000-00000000000",
			"019ab0c1-0000-7000-8000-0000000000000", "019AB0C1-0000-7000-8000-000000000000",
			"{019ab0c1-0000-7000-8000-000000000000}", " 019ab0c1-0000-7000-8000-000000000000",
			"019ab0c1-0000-7000-8000-000000000000\n", "019ab0c10000700080000000000000000000",
			"019ab0c1-0000-7000-8000-00000000000g", "../../../../../../../../../etc/passwd/",
			"' or '1'='1' or '1'='1' or '1'='1' --" })
	void isNotReadFromAnythingElse(String text) {
		assertThat(RequestId.parse(text)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> RequestId.of(text))
			.withMessage("Not the identity of a request");
	}

}
