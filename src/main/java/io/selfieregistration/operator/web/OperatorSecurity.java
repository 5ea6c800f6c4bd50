package io.selfieregistration.operator.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.login.LoginFailures;
import io.selfieregistration.login.LoginFailures.LoginEndpoint;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.web.ArrivedCallFilter;
import io.selfieregistration.web.BodyLimit;
import io.selfieregistration.web.Problems;
import io.selfieregistration.web.WebSecurity;

import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

/**
 * Authenticates users of the engine at {@code /engine-rest} by HTTP Basic, where the
 * engine's own authorisations decide what they may do, deployments included. The web
 * applications have their own login; their first-run set-up is blocked (CVE-2026-77226).
 */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

	private static final AuthenticationEntryPoint CHALLENGE = (request, response, ex) -> {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"engine\", charset=\"UTF-8\"");
		Problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized",
				"Authenticate by HTTP Basic as a user of the process engine");
	};

	private static final long ENGINE_LIMIT = 8 * 1024 * 1024L;

	private static final long LOGIN_LIMIT = 4 * 1024L;

	/** Matches the set-up, however its path is spelt. */
	private static final RequestMatcher SETUP = (request) -> Stream
		.of(request.getRequestURI(), UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8))
		.anyMatch((path) -> path.toLowerCase(Locale.ROOT).contains("setup"));

	/**
	 * Tells the engine the address of the caller, also when the filter chains ask for a
	 * password. The filter that Jersey brings along would come after them.
	 */
	@Bean
	OrderedRequestContextFilter requestContext() {
		return new OrderedRequestContextFilter();
	}

	/** Several models may be deployed at once. */
	@Bean
	BodyLimit engineRestLimit() {
		return new BodyLimit("/engine-rest", ENGINE_LIMIT);
	}

	/**
	 * The same calls as the web applications make them; their login is not among them.
	 */
	@Bean
	BodyLimit engineWebAppsLimit() {
		return new BodyLimit("/camunda/api/engine", ENGINE_LIMIT);
	}

	/** What an unknown caller may send with a name and a password. */
	@Bean
	BodyLimit engineLoginLimit() {
		return new BodyLimit("/camunda/api/admin/auth", LOGIN_LIMIT);
	}

	/**
	 * Secures our administration API, for users who administer at least one workspace.
	 */
	@Bean
	@Order(5)
	SecurityFilterChain administration(HttpSecurity http, EngineUsers users, LoginFailures failures) throws Exception {
		WebSecurity.statelessApi().customize(http);
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		return http
			.securityMatcher(new OrRequestMatcher(paths.matcher("/api/v1/applications/**"),
					paths.matcher("/api/v1/rules/**"), paths.matcher("/api/v1/workflows/**"),
					paths.matcher("/api/v1/deliveries/**"), paths.matcher("/api/v1/signing-keys/**"),
					paths.matcher("/api/v1/template-renewals/**"), paths.matcher("/api/v1/block-list/**")))
			.authenticationManager(new ProviderManager(new EngineAuthentication(users, users::operator, failures)))
			.httpBasic((basic) -> basic.authenticationEntryPoint(CHALLENGE))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(CHALLENGE)
				.accessDeniedHandler((request, response, ex) -> Problems.write(response, HttpStatus.FORBIDDEN,
						"forbidden", "Only operators of a workspace may do this")))
			.authorizeHttpRequests((requests) -> requests.anyRequest()
				.access((authentication, context) -> new AuthorizationDecision(
						authentication.get().getPrincipal() instanceof Operator operator && operator.isAny())))
			.build();
	}

	@Bean
	@Order(30)
	SecurityFilterChain engineRest(HttpSecurity http, EngineUsers users, LoginFailures failures) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/engine-rest/**"))
			.authenticationManager(new ProviderManager(new EngineAuthentication(users, (user) -> user, failures)))
			.httpBasic((basic) -> basic.authenticationEntryPoint(CHALLENGE))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(CHALLENGE))
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.addFilterAfter(new EngineUserFilter(users), AuthorizationFilter.class)
			.build();
	}

	@Bean
	@Order(31)
	SecurityFilterChain engineWebApps(HttpSecurity http, LoginFailures failures) throws Exception {
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/camunda/**"))
			.csrf(CsrfConfigurer::disable)
			.requestCache((cache) -> cache.disable())
			.formLogin((form) -> form.disable())
			.logout((logout) -> logout.disable())
			// Pages of the web applications have a content security policy of their own,
			// with nonces.
			.headers(WebSecurity.headers())
			.headers((headers) -> headers.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(SETUP).denyAll().anyRequest().permitAll())
			.exceptionHandling((errors) -> errors.authenticationEntryPoint((request, response, ex) -> Problems
				.write(response, HttpStatus.FORBIDDEN, "forbidden", "The set-up of the engine is closed")))
			.addFilterAfter(new WebApplicationLoginFilter(failures), AuthorizationFilter.class)
			.build();
	}

	/**
	 * Not a bean: it must serve its chain only.
	 *
	 * @param principal maps the name of a user to the principal of the chain
	 */
	private record EngineAuthentication(EngineUsers users, Function<String, Object> principal,
			LoginFailures failures) implements AuthenticationProvider {

		@Override
		public Authentication authenticate(Authentication authentication) {
			String user = authentication.getName();
			if (!this.users.authenticate(user, String.valueOf(authentication.getCredentials()))) {
				this.failures.count(LoginEndpoint.OPERATOR);
				throw new BadCredentialsException("Unknown user or wrong password");
			}
			return UsernamePasswordAuthenticationToken.authenticated(this.principal.apply(user), null, List.of());
		}

		@Override
		public boolean supports(Class<?> authentication) {
			return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
		}

	}

	/** Counts failed logins to the web applications. */
	private static final class WebApplicationLoginFilter extends ArrivedCallFilter {

		private static final RequestMatcher LOGIN = PathPatternRequestMatcher.withDefaults()
			.matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/login/*");

		private final LoginFailures failures;

		private WebApplicationLoginFilter(LoginFailures failures) {
			this.failures = failures;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			chain.doFilter(request, response);
			if (response.getStatus() == HttpStatus.UNAUTHORIZED.value() && LOGIN.matches(request)) {
				this.failures.count(LoginEndpoint.WEB_APPLICATION);
			}
		}

	}

	/** Sets the authenticated user of the engine for a call. */
	private static final class EngineUserFilter extends ArrivedCallFilter {

		private final EngineUsers users;

		private EngineUserFilter(EngineUsers users) {
			this.users = users;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String user = SecurityContextHolder.getContext().getAuthentication().getName();
			try {
				this.users.<Exception>runAs(user, () -> chain.doFilter(request, response));
			}
			catch (ServletException | IOException | RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new ServletException(ex);
			}
		}

	}

}
