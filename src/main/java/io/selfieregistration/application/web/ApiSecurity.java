package io.selfieregistration.application.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.login.LoginFailures;
import io.selfieregistration.login.LoginFailures.LoginEndpoint;
import io.selfieregistration.web.Problems;
import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Authenticates applications at {@code /api/v1} by HTTP Basic with their id and secret.
 * The principal of an authenticated call is the {@link Application}.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	private static final AuthenticationEntryPoint CHALLENGE = (request, response, ex) -> {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"selfie-registration\", charset=\"UTF-8\"");
		Problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized",
				"Authenticate by HTTP Basic with the id and the secret of your application");
	};

	@Bean
	@Order(10)
	SecurityFilterChain api(HttpSecurity http, Applications applications, LoginFailures failures) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/api/v1/**"))
			.authenticationManager(new ProviderManager(new ApplicationAuthentication(applications, failures)))
			.httpBasic((basic) -> basic.authenticationEntryPoint(CHALLENGE))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(CHALLENGE))
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.build();
	}

	/** Not a bean: it must serve this chain only. */
	private record ApplicationAuthentication(Applications applications,
			LoginFailures failures) implements AuthenticationProvider {

		@Override
		public boolean supports(Class<?> authentication) {
			return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
		}

		@Override
		public Authentication authenticate(Authentication authentication) {
			ApplicationSecret secret = new ApplicationSecret(String.valueOf(authentication.getCredentials()));
			Application application = find(authentication, secret).orElseThrow(() -> {
				this.failures.count(LoginEndpoint.APPLICATION);
				return new BadCredentialsException("Unknown application or wrong secret");
			});
			return UsernamePasswordAuthenticationToken.authenticated(application, null,
					List.of(new SimpleGrantedAuthority("APPLICATION")));
		}

		private Optional<Application> find(Authentication login, ApplicationSecret secret) {
			String id = login.getName();
			if (!ID.matcher(id).matches()) {
				return Optional.empty();
			}
			return this.applications.authenticate(id, secret,
					((WebAuthenticationDetails) login.getDetails()).getRemoteAddress());
		}

	}

}
