package io.selfieregistration.blocklist.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;

import io.selfieregistration.application.DurationText;
import io.selfieregistration.blocklist.BlockList;
import io.selfieregistration.blocklist.BlockListChange;
import io.selfieregistration.blocklist.BlockListConflict;
import io.selfieregistration.blocklist.BlockedFace;
import io.selfieregistration.blocklist.BlockedFaceUnknown;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.platform.ShownText;
import io.selfieregistration.request.RequestId;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administration API of the block list of a workspace, for its operators. */
@RestController
@RequestMapping("/api/v1/block-list")
class BlockListController {

	private static final String DEFAULT_WORKSPACE = "default";

	private static final int MOST_DAYS = 1095;

	private final BlockList list;

	private final EngineUsers users;

	BlockListController(BlockList list, EngineUsers users) {
		this.list = list;
		this.users = users;
	}

	/** Lists the faces that are blocked in a workspace, oldest first. */
	@GetMapping
	BlockedFaceList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@RequestParam(required = false) @Pattern(regexp = RequestId.FORM,
					message = "must be the id of an entry") String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<BlockedFace> found = this.list.list(workspace, (after != null) ? UUID.fromString(after) : null, limit + 1);
		List<BlockedFace> page = found.subList(0, Math.min(limit, found.size()));
		return new BlockedFaceList(page.stream().map(BlockedFaceAnswer::of).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).id().toString() : null);
	}

	/** Adds the face that a request registered. */
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	BlockedFaceAnswer add(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@Valid @RequestBody NewBlockedFace body) throws WorkspaceUnknown, BlockListConflict {
		this.users.requireWorkspace(operator, workspace);
		return BlockedFaceAnswer.of(this.list.add(workspace, RequestId.of(body.requestId()), body.reason(),
				body.legalBasis(), body.expiresIn(), operator.id()));
	}

	/** Removes a face. */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<Void> remove(@AuthenticationPrincipal Operator operator, @PathVariable String id)
			throws BlockedFaceUnknown {
		BlockedFace face = RequestId.parse(id)
			.flatMap((known) -> this.list.find(known.value()))
			.filter((found) -> operator.mayAdminister(found.workspace()))
			.orElseThrow(BlockedFaceUnknown::new);
		this.list.remove(face.id(), operator.id());
		return ResponseEntity.noContent().build();
	}

	/** Lists who changed the block list of a workspace, newest change first. */
	@GetMapping("/changes")
	BlockListChangeList changes(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace,
			@RequestParam(required = false) @Min(1) Long after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<BlockListChange> found = this.list.changes(workspace, after, limit + 1);
		List<BlockListChange> page = found.subList(0, Math.min(limit, found.size()));
		return new BlockListChangeList(page.stream().map(BlockListChangeAnswer::of).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).number() : null);
	}

	/**
	 * A face to block.
	 *
	 * @param requestId that registered the current selfie of its user
	 * @param reason for operators
	 * @param legalBasis why the entry may outlive the erasure of its user; without it, it
	 * goes with the user
	 * @param expiresIn from now on, at most three years
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record NewBlockedFace(@NotNull @Pattern(regexp = RequestId.FORM, message = "must be a request_id") String requestId,
			@NotBlank @Size(max = 500) @ShownText(paragraphs = true) String reason,
			@Size(min = 1, max = 500) @ShownText(paragraphs = true) String legalBasis,
			@NotNull @DurationMax(days = MOST_DAYS,
					message = "must be at most " + MOST_DAYS + " days") @JsonDeserialize(
							using = DurationText.Deserializer.class) @JsonFormat(
									shape = JsonFormat.Shape.STRING) Duration expiresIn) {

		@Override
		public String toString() {
			return "NewBlockedFace[" + this.requestId + "]";
		}

	}

	/**
	 * A blocked face as operators see it, without its template.
	 *
	 * @param model of its template: selfies of another model are not refused
	 * @param addedBy user of the engine
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record BlockedFaceAnswer(String id, String workspace, String requestId, String model, String reason,
			String legalBasis, String addedBy, Instant addedAt, Instant expiresAt) {

		static BlockedFaceAnswer of(BlockedFace face) {
			return new BlockedFaceAnswer(face.id().toString(), face.workspace(), face.requestId().toString(),
					face.model(), face.reason(), face.legalBasis(), face.addedBy(), face.addedAt(), face.expiresAt());
		}

	}

	/**
	 * Blocked faces, oldest first.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record BlockedFaceList(List<BlockedFaceAnswer> faces, String next) {
	}

	/**
	 * One change of the block list.
	 *
	 * @param action {@code added}, {@code removed} or {@code expired}
	 * @param changedBy user of the engine; absent if the entry expired
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record BlockListChangeAnswer(String id, String requestId, String action, Instant changedAt, String changedBy) {

		static BlockListChangeAnswer of(BlockListChange change) {
			return new BlockListChangeAnswer(change.entry().toString(), change.requestId().toString(),
					change.action().code(), change.at(), change.by());
		}

	}

	/**
	 * Changes, newest first.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record BlockListChangeList(List<BlockListChangeAnswer> changes, Long next) {
	}

}
