package io.selfieregistration.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the API as OpenAPI 3.1, generated from the controllers, at
 * {@code /api/openapi.json} and as a page at {@code /api/docs}. The problems of a call
 * follow from the exceptions that it declares and their {@link ProblemStatus}; those of
 * any call are the {@link CommonProblem}s.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final String PROBLEM = "Problem";

	private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private static final List<String> OF_OPERATORS = List.of("/applications", "/rules", "/workflows", "/deliveries",
			"/signing-keys", "/template-renewals", "/block-list");

	@Bean
	OpenAPI apiDocument() {
		return new OpenAPI()
			.info(new Info().title("Selfie Registration")
				.version("1")
				.description("Starts requests for a selfie, tells their results, and administers the applications "
						+ "that make them. Every error is problem+json (RFC 9457) with a stable `code`. Bodies are "
						+ "JSON in UTF-8, without content encoding. Unknown fields and query parameters are refused.")
				.license(new License().name("Apache-2.0")))
			.servers(List.of(new Server().url("/")))
			.schemaRequirement("application",
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("basic")
						.description("Id and secret of an application"))
			.schemaRequirement("operator",
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("basic")
						.description("A user of the process engine who administers the workspace"));
	}

	@Bean
	OperationCustomizer apiOperations() {
		return (operation, method) -> {
			operation.setTags(List.of(subjectOf(method)));
			operation.setDescription(plain(operation.getDescription()));
			operation.setOperationId(uncapitalized(subjectOf(method)) + "_" + method.getMethod().getName());
			Map<Integer, Set<String>> problems = problems(method);
			addCommonProblems(operation, problems);
			problems.forEach((status, codes) -> operation.getResponses()
				.addApiResponse(Integer.toString(status), problem(status, codes)));
			return operation;
		};
	}

	@Bean
	OpenApiCustomizer apiDocumentCustomizer() {
		return (api) -> {
			api.getPaths()
				.forEach((path, item) -> item.readOperations().forEach((operation) -> secure(path, operation)));
			api.getComponents().addSchemas(PROBLEM, problemSchema());
			for (CommonProblem common : CommonProblem.values()) {
				api.getComponents()
					.addResponses(common.code(), problem(common.status().value(), Set.of(common.code())));
			}
			api.getComponents().getSchemas().forEach((name, schema) -> close(name, schema));
		};
	}

	@Bean
	@Order(6)
	SecurityFilterChain apiPages(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		return http
			.securityMatcher(new OrRequestMatcher(paths.matcher("/api/openapi.json/**"), paths.matcher("/api/docs/**"),
					paths.matcher("/api/swagger-ui/**")))
			.headers(WebSecurity.headers(PAGE_POLICY))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	/** Converts Javadoc to plain text: unwraps lines and replaces tags. */
	private static String plain(String javadoc) {
		return (javadoc != null) ? javadoc.replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip() : null;
	}

	private static String subjectOf(HandlerMethod method) {
		return method.getBeanType().getSimpleName().replace("Controller", "");
	}

	private static String uncapitalized(String text) {
		return Character.toLowerCase(text.charAt(0)) + text.substring(1);
	}

	private static Map<Integer, Set<String>> problems(HandlerMethod method) {
		Map<Integer, Set<String>> problems = new TreeMap<>();
		for (Class<?> exception : method.getMethod().getExceptionTypes()) {
			Problems.statuses(exception, method.getBeanType()).forEach((code, status) -> add(problems, status, code));
		}
		return problems;
	}

	/** Describes what any call can answer, beside what is special to the call. */
	private static void addCommonProblems(Operation operation, Map<Integer, Set<String>> problems) {
		for (CommonProblem common : CommonProblem.values()) {
			int status = common.status().value();
			if (problems.containsKey(status)) {
				add(problems, status, common.code());
			}
			else {
				operation.getResponses()
					.addApiResponse(Integer.toString(status),
							new ApiResponse().$ref("#/components/responses/" + common.code()));
			}
		}
	}

	private static void add(Map<Integer, Set<String>> problems, int status, String... codes) {
		problems.computeIfAbsent(status, (key) -> new LinkedHashSet<>()).addAll(List.of(codes));
	}

	private static ApiResponse problem(int status, Set<String> codes) {
		String described = String.join("`, `", codes);
		return new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase() + ": `" + described + "`")
			.content(new Content().addMediaType("application/problem+json",
					new MediaType()
						.schema(new Schema<>().allOf(List.of(new Schema<>().$ref("#/components/schemas/" + PROBLEM),
								new Schema<>().addProperty("code", enumeration(codes)))))));
	}

	private static Schema<Object> enumeration(Set<String> codes) {
		Schema<Object> schema = new Schema<>();
		schema.setTypes(Set.of("string"));
		schema.setEnum(new ArrayList<>(codes));
		return schema;
	}

	private static Schema<Object> problemSchema() {
		Schema<Object> schema = new Schema<>();
		schema.setTypes(Set.of("object"));
		schema.description("An error as RFC 9457 has it; some codes bring members of their own");
		for (String member : List.of("type", "title", "detail", "instance", "code")) {
			schema.addProperty(member, typed("string"));
		}
		schema.addProperty("status", typed("integer"));
		schema.setRequired(List.of("title", "status", "detail", "code"));
		return schema;
	}

	private static Schema<Object> typed(String type) {
		Schema<Object> schema = new Schema<>();
		schema.setTypes(Set.of(type));
		return schema;
	}

	private static void secure(String path, Operation operation) {
		if (!path.startsWith("/api/v1/")) {
			return;
		}
		boolean ofOperators = OF_OPERATORS.stream().anyMatch((part) -> path.startsWith("/api/v1" + part));
		operation.addSecurityItem(new SecurityRequirement().addList(ofOperators ? "operator" : "application"));
		operation.getResponses().addApiResponse("401", problem(401, Set.of("unauthorized")));
		if (ofOperators) {
			operation.getResponses().addApiResponse("403", problem(403, Set.of("forbidden")));
		}
	}

	/** Closes a schema against unknown members. */
	private static void close(String name, Schema<?> schema) {
		schema.setDescription(plain(schema.getDescription()));
		if (schema.getProperties() != null) {
			schema.getProperties()
				.values()
				.forEach((property) -> property.setDescription(plain(property.getDescription())));
		}
		if (!name.equals(PROBLEM) && schema.getProperties() != null && schema.getAdditionalProperties() == null) {
			schema.setAdditionalProperties(false);
		}
	}

}
