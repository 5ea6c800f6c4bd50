package io.selfieregistration.face;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortraitTests {

	@Test
	void isTheWholePhotoWhenTheFaceIsSmall() {
		assertThat(Portrait.small().getWidth()).isEqualTo(512);
		assertThat(Portrait.small().getHeight()).isEqualTo(512);
	}

	@Test
	void survivesBeingWrittenAsJpeg() throws IOException {
		var read = ImageIO.read(new ByteArrayInputStream(Portrait.goodJpeg()));

		assertThat(read.getWidth()).isEqualTo(720);
		assertThat(read.getHeight()).isEqualTo(720);
	}

	@Test
	void isDarkerWhenTheLightIsTaken() {
		assertThat(Portrait.dark().getRGB(360, 360) & 255).isLessThan(Portrait.good().getRGB(360, 360) & 255);
	}

}
