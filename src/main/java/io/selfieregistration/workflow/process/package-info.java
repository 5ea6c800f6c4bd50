/**
 * The contract between the module's process model and the code, and the deployed
 * workflows in the engine. Any feature with a delegate or a message for the module may
 * use it.
 */
@NamedInterface("process")
package io.selfieregistration.workflow.process;

import org.springframework.modulith.NamedInterface;
