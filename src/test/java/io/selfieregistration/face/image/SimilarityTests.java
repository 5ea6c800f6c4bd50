package io.selfieregistration.face.image;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SimilarityTests {

	private static final List<Point> POINTS = List.of(new Point(0, 0), new Point(4, 0), new Point(1, 3));

	@Test
	void findsTurnScaleAndShiftBetweenPoints() {
		var known = new Similarity(1.5, -0.5, 7, -2);

		Similarity found = Similarity.between(POINTS,
				POINTS.stream().map((point) -> known.apply(point.x(), point.y())).toList());

		assertThat(found.cos()).isCloseTo(1.5, within(1e-12));
		assertThat(found.sin()).isCloseTo(-0.5, within(1e-12));
		assertThat(found.shiftX()).isCloseTo(7, within(1e-12));
		assertThat(found.shiftY()).isCloseTo(-2, within(1e-12));
	}

	/** No turn, scale or shift fits better: a little of each makes it worse. */
	@Test
	void comesAsNearAsPossible() {
		List<Point> to = List.of(new Point(1, 1), new Point(5, 2), new Point(2, 5));
		Similarity found = Similarity.between(POINTS, to);

		assertThat(List.of(new Similarity(found.cos() + 0.01, found.sin(), found.shiftX(), found.shiftY()),
				new Similarity(found.cos() - 0.01, found.sin(), found.shiftX(), found.shiftY()),
				new Similarity(found.cos(), found.sin() + 0.01, found.shiftX(), found.shiftY()),
				new Similarity(found.cos(), found.sin() - 0.01, found.shiftX(), found.shiftY()),
				new Similarity(found.cos(), found.sin(), found.shiftX() + 0.01, found.shiftY()),
				new Similarity(found.cos(), found.sin(), found.shiftX(), found.shiftY() - 0.01)))
			.allSatisfy((other) -> assertThat(squares(other, to)).isGreaterThan(squares(found, to)));
	}

	private static double squares(Similarity mapping, List<Point> to) {
		double sum = 0;
		for (int i = 0; i < to.size(); i++) {
			double distance = mapping.apply(POINTS.get(i).x(), POINTS.get(i).y()).distanceTo(to.get(i));
			sum += distance * distance;
		}
		return sum;
	}

}
