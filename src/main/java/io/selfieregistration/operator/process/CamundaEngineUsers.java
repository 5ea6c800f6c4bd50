package io.selfieregistration.operator.process;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.identity.Authentication;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;

import org.springframework.stereotype.Component;

/** Looks up users in the identity tables of the Camunda engine. */
@Component
class CamundaEngineUsers implements EngineUsers {

	/** Group of users who administer the workspaces they are members of. */
	static final String OPERATORS = "selfieOperator";

	/** Group of users who may deploy models, and see and start what is deployed. */
	static final String DEPLOYERS = "selfieDeployer";

	/** Group of users who may view photos of people. */
	static final String PHOTO_VIEWERS = "selfiePhotoViewer";

	private final IdentityService identity;

	CamundaEngineUsers(ProcessEngine engine) {
		this.identity = engine.getIdentityService();
	}

	@Override
	public boolean authenticate(String userId, String password) {
		return this.identity.checkPassword(userId, password);
	}

	@Override
	public Operator operator(String userId) {
		Set<String> groups = this.identity.createGroupQuery()
			.groupMember(userId)
			.list()
			.stream()
			.map(Group::getId)
			.collect(Collectors.toSet());
		if (groups.contains(Groups.CAMUNDA_ADMIN)) {
			return new Operator(userId, true, Set.of());
		}
		return new Operator(userId, false, groups.contains(OPERATORS) ? workspaces(userId) : Set.of());
	}

	@Override
	public boolean mayLookAtPhotos(String userId) {
		return this.identity.createGroupQuery().groupMember(userId).groupId(PHOTO_VIEWERS).count() > 0;
	}

	private Set<String> workspaces(String userId) {
		return this.identity.createTenantQuery()
			.userMember(userId)
			.includingGroupsOfUser(true)
			.list()
			.stream()
			.map(Tenant::getId)
			.collect(Collectors.toSet());
	}

	/** PostgreSQL rejects NUL, also in a parameter. */
	@Override
	public boolean workspaceExists(String workspace) {
		return workspace.codePoints().noneMatch(Character::isISOControl)
				&& this.identity.createTenantQuery().tenantId(workspace).count() > 0;
	}

	@Override
	public <E extends Exception> void runAs(String userId, EngineWork<E> work) throws E {
		List<String> groups = this.identity.createGroupQuery()
			.groupMember(userId)
			.list()
			.stream()
			.map(Group::getId)
			.toList();
		this.identity.setAuthentication(userId, groups, List.copyOf(workspaces(userId)));
		try {
			work.run();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	@Override
	public <E extends Exception> void runAsService(EngineWork<E> work) throws E {
		Authentication user = this.identity.getCurrentAuthentication();
		this.identity.clearAuthentication();
		try {
			work.run();
		}
		finally {
			if (user != null) {
				this.identity.setAuthentication(user);
			}
		}
	}

}
