package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

import io.selfieregistration.platform.Texts;

/**
 * Refuses deployments whose names show reviewers something else than they are, by
 * characters that are hidden or change the direction of the text.
 */
class DeploymentNames implements Deployer {

	@Override
	public void deploy(DeploymentEntity deployment) {
		if (deployment.isNew()) {
			requireShown("name", deployment.getName());
			requireShown("source", deployment.getSource());
			deployment.getResources().keySet().forEach((file) -> requireShown("file name", file));
		}
	}

	private static void requireShown(String what, String text) {
		if (text != null && !Texts.isShownLine(text)) {
			throw new BadUserRequestException("The %s of the deployment, '%s', must not hold hidden characters"
				.formatted(what, Texts.visible(text)));
		}
	}

}
