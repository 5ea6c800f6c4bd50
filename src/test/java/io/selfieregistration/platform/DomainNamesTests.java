package io.selfieregistration.platform;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DomainNamesTests {

	@ParameterizedTest
	@CsvSource({ "https://bücher.example/päth?q=ü, https://xn--bcher-kva.example/päth?q=ü",
			"https://faß.example:8443, https://xn--fa-hia.example:8443",
			"https://faß.example:/a, https://xn--fa-hia.example:/a",
			"https://user@bücher.example/, https://user@xn--bcher-kva.example/",
			"https://127。0。0。1/, https://127.0.0.1/", "https://Bank.example/A, https://Bank.example/A",
			"https://[::1]:8080/, https://[::1]:8080/", "mailto:ops@bücher.example, mailto:ops@bücher.example" })
	void convertsTheHostOfAnAddressAndNothingElse(URI address, String converted) {
		assertThat(DomainNames.ascii(address)).hasToString(converted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://\u0300b.example/", "https://b\u0308ü-.example/", "https://my_bank.example/",
			"https://a..bücher.example/", "https://b%C3%BCcher.example/" })
	void leavesWithoutHostWhatCannotBeConverted(URI address) {
		assertThat(DomainNames.ascii(address)).isEqualTo(address);
		assertThat(address.getHost()).isNull();
	}

}
