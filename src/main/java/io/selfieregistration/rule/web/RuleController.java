package io.selfieregistration.rule.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.platform.ShownText;
import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleChanged;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleExists;
import io.selfieregistration.rule.RuleInUse;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleUnknown;
import io.selfieregistration.rule.Rules;
import io.selfieregistration.web.EntityTags;
import io.selfieregistration.web.EntityTags.PreconditionInvalid;
import io.selfieregistration.web.EntityTags.PreconditionMissing;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administration API of the named rules of a workspace, for its operators. */
@RestController
@RequestMapping("/api/v1/rules")
class RuleController {

	private static final String DEFAULT_WORKSPACE = "default";

	private final Rules rules;

	private final RuleEvaluator evaluator;

	private final EngineUsers users;

	private final Clock clock;

	RuleController(Rules rules, RuleEvaluator evaluator, EngineUsers users, Clock clock) {
		this.rules = rules;
		this.evaluator = evaluator;
		this.users = users;
		this.clock = clock;
	}

	/** Lists the named rules of a workspace. */
	@GetMapping
	RuleList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@RequestParam(defaultValue = "") @Pattern(regexp = "(" + NamedRule.NAME + ")?",
					message = "must be the name of a rule") String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<NamedRule> found = this.rules.list(workspace, limit + 1, after);
		List<NamedRule> page = found.subList(0, Math.min(limit, found.size()));
		return new RuleList(page.stream().map(RuleAnswer::of).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).name() : null);
	}

	/** Creates a named rule. */
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<RuleAnswer> create(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@Valid @RequestBody NewRule body) throws WorkspaceUnknown, RuleExists, RuleInvalid {
		this.users.requireWorkspace(operator, workspace);
		NamedRule rule = this.rules.create(workspace, body.name(), body.expression(), body.description(),
				operator.id());
		return ResponseEntity.created(URI.create("/api/v1/rules/" + rule.name() + "?workspace=" + workspace))
			.eTag(EntityTags.of(rule.version()))
			.body(RuleAnswer.of(rule));
	}

	/** Reads a named rule. */
	@ApiResponse(responseCode = "200", description = "OK")
	@ApiResponse(responseCode = "304", description = "If-None-Match has the current ETag", content = @Content)
	@GetMapping("/{name}")
	ResponseEntity<RuleAnswer> read(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace, @PathVariable String name)
			throws WorkspaceUnknown, RuleUnknown {
		this.users.requireWorkspace(operator, workspace);
		return tagged(find(workspace, name));
	}

	/** Lists the versions that a named rule has had, newest first. */
	@GetMapping("/{name}/versions")
	VersionList versions(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace, @PathVariable String name,
			@RequestParam(required = false) Integer after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown, RuleUnknown {
		this.users.requireWorkspace(operator, workspace);
		find(workspace, name);
		List<NamedRule> found = this.rules.versions(workspace, name, limit + 1, after);
		List<NamedRule> page = found.subList(0, Math.min(limit, found.size()));
		return new VersionList(page.stream().map(VersionAnswer::of).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).version() : null);
	}

	/** Creates a new version of a named rule. */
	@PutMapping("/{name}")
	ResponseEntity<RuleAnswer> change(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace, @PathVariable String name,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
			@Valid @RequestBody ChangedRule body)
			throws WorkspaceUnknown, RuleUnknown, RuleChanged, RuleInvalid, PreconditionMissing, PreconditionInvalid {
		this.users.requireWorkspace(operator, workspace);
		long version = EntityTags.match(ifMatch, find(workspace, name).version());
		return tagged(
				this.rules.change(workspace, name, version, body.expression(), body.description(), operator.id()));
	}

	/** Removes a named rule that nothing uses. */
	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<Void> remove(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace, @PathVariable String name,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch)
			throws WorkspaceUnknown, RuleUnknown, RuleChanged, RuleInUse, PreconditionMissing, PreconditionInvalid {
		this.users.requireWorkspace(operator, workspace);
		this.rules.remove(workspace, name, EntityTags.match(ifMatch, find(workspace, name).version()));
		return ResponseEntity.noContent().build();
	}

	/** Tries a rule on sample input. */
	@PostMapping("/evaluate")
	TrialAnswer evaluate(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@Valid @RequestBody RuleTrial body) throws WorkspaceUnknown, RuleUnknown, RuleInvalid, RuleBroken {
		this.users.requireWorkspace(operator, workspace);
		String expression = (body.name() != null) ? find(workspace, body.name()).expression() : body.expression();
		Map<String, Object> context = body.context().values(workspace, this.clock.instant());
		long start = System.nanoTime();
		RuleDecision decision = this.evaluator.decide(expression, context, workspace);
		return new TrialAnswer(decision.satisfied(), decision.inputs(),
				Duration.ofNanos(System.nanoTime() - start).toString());
	}

	private NamedRule find(String workspace, String name) {
		if (!name.matches(NamedRule.NAME)) {
			throw new RuleUnknown();
		}
		return this.rules.find(workspace, name);
	}

	private static ResponseEntity<RuleAnswer> tagged(NamedRule rule) {
		return ResponseEntity.ok().eTag(EntityTags.of(rule.version())).body(RuleAnswer.of(rule));
	}

	/**
	 * A rule to create.
	 *
	 * @param description what it is for
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record NewRule(
			@NotNull @Pattern(regexp = NamedRule.NAME,
					message = "must be 1 to 64 small letters, digits or dashes") String name,
			@NotBlank @ShownText(paragraphs = true) String expression,
			@Size(max = 500) @ShownText(paragraphs = true) String description) {
	}

	/** The new version of a rule. */
	@JsonNaming(SnakeCaseStrategy.class)
	record ChangedRule(@NotBlank @ShownText(paragraphs = true) String expression,
			@Size(max = 500) @ShownText(paragraphs = true) String description) {
	}

	/**
	 * A rule as operators see it.
	 *
	 * @param version also its entity tag
	 * @param author user who created this version
	 * @param updatedAt when this version was created
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RuleAnswer(String workspace, String name, int version, String expression, String description, String author,
			Instant createdAt, Instant updatedAt) {

		static RuleAnswer of(NamedRule rule) {
			return new RuleAnswer(rule.workspace(), rule.name(), rule.version(), rule.expression(), rule.description(),
					rule.author(), rule.createdAt(), rule.updatedAt());
		}

	}

	/**
	 * Rules by name.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RuleList(List<RuleAnswer> rules, String next) {
	}

	/** One version of a rule. */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record VersionAnswer(int version, String expression, String description, String author, Instant createdAt) {

		static VersionAnswer of(NamedRule rule) {
			return new VersionAnswer(rule.version(), rule.expression(), rule.description(), rule.author(),
					rule.updatedAt());
		}

	}

	/**
	 * Versions of a rule, newest first.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record VersionList(List<VersionAnswer> versions, Integer next) {
	}

	/**
	 * The result of a rule.
	 *
	 * @param inputs what it read, and the rules that it called
	 * @param duration how long it took, in ISO-8601
	 */
	record TrialAnswer(boolean satisfied, Map<String, Object> inputs, String duration) {
	}

}
