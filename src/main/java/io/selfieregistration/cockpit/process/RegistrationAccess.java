package io.selfieregistration.cockpit.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import io.selfieregistration.cockpit.Registrations;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Connects the resources of the plugin, which Cockpit instantiates, with the beans of the
 * service through the engine that both use, and asks that engine what its user may see.
 */
@Component
class RegistrationAccess {

	/** More processes than an installation has workflows. */
	private static final int DEFINITIONS = 500;

	private static final Map<String, RegistrationAccess> BY_ENGINE = new ConcurrentHashMap<>();

	private final ProcessEngine engine;

	private final EngineUsers users;

	private final Registrations registrations;

	private final ObjectMapper json;

	private final Clock clock;

	RegistrationAccess(ProcessEngine engine, EngineUsers users, Registrations registrations, ObjectMapper json,
			Clock clock) {
		this.engine = engine;
		this.users = users;
		this.registrations = registrations;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * @throws IllegalStateException if the service of this engine is not up
	 */
	static RegistrationAccess of(ProcessEngine engine) {
		RegistrationAccess access = BY_ENGINE.get(engine.getName());
		if (access == null) {
			throw new IllegalStateException("The service is not up");
		}
		return access;
	}

	@PostConstruct
	void begin() {
		BY_ENGINE.put(this.engine.getName(), this);
	}

	@PreDestroy
	void end() {
		BY_ENGINE.remove(this.engine.getName(), this);
	}

	Registrations registrations() {
		return this.registrations;
	}

	ObjectMapper json() {
		return this.json;
	}

	Clock clock() {
		return this.clock;
	}

	/**
	 * Returns the user of the web application's session, and what the engine lets that
	 * user see.
	 * @return empty if no user is logged in
	 */
	Optional<Viewer> viewer() {
		return Optional.ofNullable(this.engine.getIdentityService().getCurrentAuthentication()).map(this::viewer);
	}

	private Viewer viewer(Authentication user) {
		// The service needs no permission of the user to look up that user's permissions.
		Operator[] operator = new Operator[1];
		boolean[] photos = new boolean[1];
		this.users.runAsService(() -> {
			operator[0] = this.users.operator(user.getUserId());
			photos[0] = this.users.mayLookAtPhotos(user.getUserId());
		});
		if (operator[0].everywhere()) {
			return new Viewer(operator[0], true, Set.of(), Set.of(), photos[0]);
		}
		return new Viewer(operator[0], false, Set.copyOf(user.getTenantIds()), readable(user), photos[0]);
	}

	/** Returns the processes that the user may read whose history is readable as well. */
	private Set<String> readable(Authentication user) {
		Set<String> keys = this.engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.latestVersion()
			.listPage(0, DEFINITIONS)
			.stream()
			.map(ProcessDefinition::getKey)
			.collect(Collectors.toSet());
		List<Authorization> grants = new ArrayList<>();
		boolean[] revoked = new boolean[1];
		this.users.runAsService(() -> {
			revoked[0] = authorizations().authorizationType(Authorization.AUTH_TYPE_REVOKE).count() > 0;
			grants.addAll(authorizations().userIdIn(user.getUserId(), Authorization.ANY).list());
			if (!user.getGroupIds().isEmpty()) {
				grants.addAll(authorizations().groupIdIn(user.getGroupIds().toArray(String[]::new)).list());
			}
		});
		if (revoked[0]) {
			// The engine decides how these two permissions combine.
			return keys.stream().filter((key) -> mayReadHistory(user, key)).collect(Collectors.toSet());
		}
		Set<String> granted = grants.stream()
			.filter((grant) -> grant.isPermissionGranted(Permissions.READ_HISTORY))
			.map(Authorization::getResourceId)
			.collect(Collectors.toSet());
		if (!granted.contains(Authorization.ANY)) {
			keys.retainAll(granted);
		}
		return keys;
	}

	private AuthorizationQuery authorizations() {
		return this.engine.getAuthorizationService()
			.createAuthorizationQuery()
			.resourceType(Resources.PROCESS_DEFINITION);
	}

	private boolean mayReadHistory(Authentication user, String key) {
		return this.engine.getAuthorizationService()
			.isUserAuthorized(user.getUserId(), user.getGroupIds(), Permissions.READ_HISTORY,
					Resources.PROCESS_DEFINITION, key);
	}

	/**
	 * Finds the request of a process instance, if the user may see the instance.
	 */
	Optional<RequestId> requestOf(String processInstanceId) {
		HistoricProcessInstance instance = this.engine.getHistoryService()
			.createHistoricProcessInstanceQuery()
			.processInstanceId(processInstanceId)
			.singleResult();
		return Optional.ofNullable(instance).flatMap((found) -> this.registrations.requestOf(found.getBusinessKey()));
	}

	/** Finds a process definition, if the user may see it. */
	Optional<ProcessDefinition> definition(String id) {
		return Optional.ofNullable(this.engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.processDefinitionId(id)
			.singleResult());
	}

}
