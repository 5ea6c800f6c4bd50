package io.selfieregistration.face.jpeg;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.SelfieReader;

@Configuration(proxyBeanMethods = false)
class JpegConfiguration {

	@Bean
	SelfieReader jpegReader(FaceSettings settings) {
		return new JpegReader(settings);
	}

}
