/** How a workflow that was started in the engine gets its request. */
package io.selfieregistration.intake.process;
