package io.selfieregistration.blocklist;

import java.util.List;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettings.BlockListPolicy;
import io.selfieregistration.application.SettingsCheck;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.recognition.SearchLimits;

import org.springframework.stereotype.Component;

/** Checks that the recognition network is exact enough to refuse faces by it. */
@Component
class BlockListSettingsCheck implements SettingsCheck {

	private final FaceSettings face;

	BlockListSettingsCheck(FaceSettings face) {
		this.face = face;
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		boolean exact = SearchLimits.of(this.face.recognitionModel()).blockDistance().isPresent();
		return (exact || settings.blockList() == BlockListPolicy.OFF) ? List.of()
				: List.of(new SettingProblem("block_list",
						"cannot be 'refuse' with this selfie.face.recognition-model, which confuses too many people"));
	}

}
