package io.selfieregistration.publishing.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.publishing.http.AddressGuard.AddressRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AddressGuardTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
			"192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7",
			"203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
			"fd12:3456::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
			"::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1",
			"2001:db8::1", "100::1" })
	void refusesAddressThatIsNotPublic(String address) {
		assertThatExceptionOfType(AddressRefused.class).isThrownBy(() -> guard(address).resolve("receiver.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111",
			"2a00:1450:4001::200e" })
	void letsPublicAddressThrough(String address) throws Exception {
		assertThat(guard(address).resolve("receiver.example")).containsExactly(InetAddress.getByName(address));
	}

	@Test
	void refusesNameWithOneBadAddressAmongGoodOnes() {
		assertThatExceptionOfType(AddressRefused.class)
			.isThrownBy(() -> guard("8.8.8.8", "10.0.0.1").resolve("receiver.example"));
	}

	@Test
	void letsAllowedNetworkThrough() throws Exception {
		AddressGuard guard = new AddressGuard(List.of("10.1.0.0/16"), answering("10.1.2.3"));

		assertThat(guard.resolve("receiver.internal")).hasSize(1);
		assertThat(guard.onPremiseOnly().resolve("receiver.internal")).hasSize(1);
	}

	@Test
	void refusesPublicAddressWhereOnlyAllowedNetworksWillDo() {
		AddressGuard guard = new AddressGuard(List.of("10.1.0.0/16"), answering("10.1.2.3", "8.8.8.8"));

		assertThatExceptionOfType(AddressRefused.class)
			.isThrownBy(() -> guard.onPremiseOnly().resolve("receiver.internal"))
			.withMessageContaining("https");
	}

	@Test
	void refusesNeighbourOfAllowedNetwork() {
		AddressGuard guard = new AddressGuard(List.of("10.1.0.0/16"), answering("10.2.0.1"));

		assertThatExceptionOfType(AddressRefused.class).isThrownBy(() -> guard.resolve("receiver.internal"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.1", "2130706433", "[::1]", "0" })
	void refusesLoopbackHoweverItIsWritten(String host) {
		AddressGuard guard = new AddressGuard(List.of());

		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> guard.resolve(host));
	}

	private static AddressGuard guard(String... addresses) {
		return new AddressGuard(List.of(), answering(addresses));
	}

	private static DnsResolver answering(String... addresses) {
		return new DnsResolver() {

			@Override
			public InetAddress[] resolve(String host) throws UnknownHostException {
				InetAddress[] answer = new InetAddress[addresses.length];
				for (int index = 0; index < addresses.length; index++) {
					answer[index] = InetAddress.getByName(addresses[index]);
				}
				return answer;
			}

			@Override
			public String resolveCanonicalHostname(String host) {
				return host;
			}

		};
	}

}
