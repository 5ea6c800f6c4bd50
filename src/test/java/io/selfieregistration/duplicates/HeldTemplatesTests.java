package io.selfieregistration.duplicates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.selfieregistration.duplicates.DuplicateSearch.Candidate;
import io.selfieregistration.duplicates.HeldTemplates.Nearest;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HeldTemplatesTests {

	private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

	/** Each user's template is this far from the origin. */
	private final Map<ModuleRun.Id, Double> users = new HashMap<>();

	private final List<ModuleRun.Id> read = new ArrayList<>();

	private final HeldTemplates held = new HeldTemplates(1200);

	@Test
	void holdsNothingUntilItIsAsked() {
		assertThat(this.held.size()).isZero();
	}

	@Test
	void findsTheNearestAndCountsAll() {
		List<ModuleRun.Id> all = users(0.4, 0.9, 0.1, 0.91, 0.3, 2);

		Nearest nearest = search("bank", all, 2);

		assertThat(nearest.compared()).isEqualTo(6);
		assertThat(nearest.found()).as("up to 0.9 and including it").isEqualTo(4);
		assertThat(nearest.candidates()).extracting(Candidate::run).containsExactly(all.get(2), all.get(4));
		assertThat(nearest.candidates().get(0).distance()).isEqualTo(0.1F);
	}

	@Test
	void readsWhatIsNewAndDropsWhatIsNotWantedAnyLonger() {
		List<ModuleRun.Id> before = users(0.1, 0.2);
		search("bank", before, 10);
		this.read.clear();
		List<ModuleRun.Id> added = users(0.3);

		Nearest nearest = search("bank", List.of(before.get(1), added.get(0)), 10);

		assertThat(this.read).isEqualTo(added);
		assertThat(nearest.candidates()).extracting(Candidate::run).containsExactly(before.get(1), added.get(0));
		assertThat(this.held.size()).isEqualTo(2);
	}

	@Test
	void readsManyInParts() {
		List<ModuleRun.Id> all = users(IntStream.range(0, 1200).mapToDouble((user) -> 1).toArray());

		assertThat(search("bank", all, 10).compared()).isEqualTo(1200);
		assertThat(this.read).containsExactlyInAnyOrderElementsOf(all);
	}

	@Test
	void saysWithHowManyItCompared() {
		List<ModuleRun.Id> all = users(0.1, 0.2);
		this.users.remove(all.get(0));

		assertThat(search("bank", all, 10).compared()).isEqualTo(1);
	}

	@Test
	void holdsNeverMoreThanTheLimit() {
		List<ModuleRun.Id> tooMany = users(new double[1201]);

		assertThatIllegalArgumentException().isThrownBy(() -> search("bank", tooMany, 10));
		assertThat(this.held.size()).isZero();
	}

	@Test
	void makesRoomByDroppingTheWorkspacesSearchedLongestAgo() {
		search("first", users(new double[500]), 10);
		search("second", users(new double[500]), 10);
		search("first", users(new double[400]), 10);

		search("third", users(new double[600]), 10);

		assertThat(this.held.size()).as("of the first and the third").isEqualTo(1000);
	}

	@Test
	void keepsWorkspacesApart() {
		search("first", users(0.1), 10);

		assertThat(search("second", users(0.5), 10).candidates()).hasSize(1)
			.allMatch((candidate) -> candidate.distance() == 0.5);
	}

	@Test
	void forgetsWhatIsNotSearchedAnyLonger() {
		search("bank", users(0.1), 10);

		this.held.forget(NOON.minusSeconds(1));
		assertThat(this.held.size()).isOne();

		this.held.forget(NOON);
		assertThat(this.held.size()).isZero();
	}

	private Nearest search(String workspace, List<ModuleRun.Id> wanted, int most) {
		return this.held.search(workspace, template(0), 0.9F, wanted, this::read, most, NOON);
	}

	private Map<ModuleRun.Id, FaceTemplate> read(List<ModuleRun.Id> runs) {
		Map<ModuleRun.Id, FaceTemplate> found = new HashMap<>();
		runs.stream().filter(this.users::containsKey).forEach((run) -> {
			this.read.add(run);
			found.put(run, template(this.users.get(run)));
		});
		return found;
	}

	private List<ModuleRun.Id> users(double... distances) {
		List<ModuleRun.Id> added = new ArrayList<>();
		for (double distance : distances) {
			ModuleRun.Id run = new ModuleRun.Id(RequestId.next(), 1);
			this.users.put(run, distance);
			added.add(run);
		}
		return added;
	}

	private static FaceTemplate template(double distance) {
		float[] coordinates = new float[192];
		coordinates[0] = (float) distance;
		return new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), coordinates);
	}

}
