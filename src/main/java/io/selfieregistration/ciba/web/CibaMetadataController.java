package io.selfieregistration.ciba.web;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.Hidden;

import io.selfieregistration.web.WebSettings;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes what OpenID Connect Discovery and CIBA ask a provider to tell. */
@Hidden
@RestController
class CibaMetadataController {

	static final String PATH = "/.well-known/openid-configuration";

	private static final Duration CACHED = Duration.ofMinutes(5);

	private final WebSettings web;

	CibaMetadataController(WebSettings web) {
		this.web = web;
	}

	@GetMapping(PATH)
	ResponseEntity<Metadata> metadata() {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.maxAge(CACHED).cachePublic())
			.body(new Metadata(this.web.baseUrl().toString(), address("/.well-known/jwks.json"),
					address(CibaController.TOKEN), address(CibaController.AUTHORIZE), List.of("poll", "ping"), false,
					List.of(CibaController.GRANT), List.of("client_secret_basic", "client_secret_post"),
					List.of("openid"), List.of(), List.of("public"), List.of("ES256"), false));
	}

	private String address(String path) {
		return this.web.address(path).toString();
	}

	/**
	 * Metadata of the provider. There is no authorization endpoint, hence no response
	 * type.
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Metadata(String issuer, String jwksUri, String tokenEndpoint, String backchannelAuthenticationEndpoint,
			List<String> backchannelTokenDeliveryModesSupported, boolean backchannelUserCodeParameterSupported,
			List<String> grantTypesSupported, List<String> tokenEndpointAuthMethodsSupported,
			List<String> scopesSupported, List<String> responseTypesSupported, List<String> subjectTypesSupported,
			List<String> idTokenSigningAlgValuesSupported, boolean requestParameterSupported) {
	}

}
